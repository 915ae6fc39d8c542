import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/ui/notice.js';
import type { Refusal } from '../csv/csv-refusal.js';

interface FailedSourceProps {
  /** null: the data did not come. */
  refusal: Refusal | null;
  onRetry: () => void;
  /** For a file of the person's own. */
  onAnother: (() => void) | null;
}

export function FailedSource({ refusal, onRetry, onAnother }: FailedSourceProps) {
  const { t } = useTranslation(['insights', 'common']);
  return (
    <Notice kind="problem" title={refusal ? t('refused.title') : t('failed.title')}>
      {refusal ? t(`refused.${refusal.code}`, { line: refusal.line }) : t('failed.text')}
      <Group mt="sm">
        {onAnother && (
          <Button size="xs" variant="default" onClick={onAnother}>
            {t('source.another')}
          </Button>
        )}
        {(!onAnother || refusal?.code === 'UNREADABLE') && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('common:actions.tryAgain')}
          </Button>
        )}
      </Group>
    </Notice>
  );
}
