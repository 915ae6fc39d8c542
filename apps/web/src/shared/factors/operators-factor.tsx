import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice.js';
import { RouterButton } from '../ui/router-button.js';

/** Tells an operator what is closed to a session without a second factor, and how to add one. */
export function OperatorsFactor({ closed }: { closed: 'audit' | 'names' }) {
  const { t } = useTranslation('factors');
  return (
    <Notice kind="info" title={t('operator.title')}>
      {t(`operator.${closed}`)} {t('operator.how')}
      <Group mt="sm">
        <RouterButton to="/account#second-factor" size="xs" variant="default">
          {t('operator.add')}
        </RouterButton>
      </Group>
    </Notice>
  );
}
