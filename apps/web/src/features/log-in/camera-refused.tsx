import type { CameraFault } from '@facegate/face-capture';
import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../shared/ui/notice.js';

/** Why there is no face log-in, above the password form. */
export function CameraRefused({ fault, onRetry }: { fault: CameraFault; onRetry: () => void }) {
  const { t } = useTranslation(['capture', 'common']);
  return (
    <div data-prompt="none" data-camera={fault}>
      <Notice kind="info" title={t(`fault.${fault}.title`)}>
        <Text size="sm">{t(`fault.${fault}.text`)}</Text>
        <Group mt="sm">
          <Button size="xs" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
            {t('common:actions.tryAgain')}
          </Button>
        </Group>
      </Notice>
    </div>
  );
}
