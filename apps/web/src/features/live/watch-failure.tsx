import type { Watch } from '@facegate/face-capture';
import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../shared/ui/notice.js';

interface WatchFailureProps extends Pick<Watch, 'retryInS' | 'retry'> {
  failure: NonNullable<Watch['failure']>;
}

/** Why there are no answers, when it is tried again, and the way to try now. */
export function WatchFailure({ failure, retryInS, retry }: WatchFailureProps) {
  const { t } = useTranslation('live');
  return (
    <div>
      <Notice kind="problem" title={t('lost')}>
        {t(`end.${failure}`)}
      </Notice>
      {/* Not in the alert: nobody wants a countdown read out. */}
      <Group mt="sm" gap="md">
        <Button size="sm" leftSection={<IconRefresh size={18} aria-hidden />} onClick={retry}>
          {t('tryNow')}
        </Button>
        <Text c="dimmed">{t('again', { count: retryInS })}</Text>
      </Group>
    </div>
  );
}
