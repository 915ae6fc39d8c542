import type { SessionSummary } from '@facegate/contracts';
import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endDevice, endOtherDevices, listSessions } from '../../shared/api/my-api.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Confirm } from '../../shared/ui/confirm.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Section } from '../../shared/ui/section.js';
import { toast } from '../../shared/ui/toast.js';
import { Waiting } from '../../shared/ui/waiting.js';
import { DeviceRow } from './device-row.js';
import styles from './devices-section.module.css';

const QUERY_KEY = ['sessions'];

/** Where the account is signed in, and ending that. */
export function DevicesSection() {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const devices = useQuery({ queryKey: QUERY_KEY, queryFn: ({ signal }) => listSessions(signal) });

  const ended = async (news: string): Promise<void> => {
    await Promise.all([QUERY_KEY, ['events']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    toast('success', news);
  };
  const ending = useMutation({
    mutationFn: ({ id }: SessionSummary) => endDevice(id),
    onSuccess: () => ended(t('devices.ended')),
    onError: (error) => toast('problem', errorText(error)),
  });
  const endingOthers = useMutation({
    mutationFn: endOtherDevices,
    onSuccess: () => {
      setAsking(false);
      return ended(t('devices.othersEnded'));
    },
  });

  const others = devices.data?.filter(({ current }) => !current) ?? [];
  return (
    <Section
      title={t('devices.title')}
      text={t('devices.text')}
      action={
        others.length > 0 && (
          <Button variant="light" size="sm" onClick={() => setAsking(true)}>
            {t('devices.endOthers')}
          </Button>
        )
      }
    >
      {devices.isPending && <Waiting>{t('devices.loading')}</Waiting>}
      {devices.isError && (
        <LoadFailure title={t('devices.failed')} error={devices.error} onRetry={() => void devices.refetch()} />
      )}
      {devices.data && (
        <ul className={styles['list']}>
          {devices.data.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              ending={ending.isPending && ending.variables.id === device.id}
              onEnd={() => ending.mutate(device)}
            />
          ))}
        </ul>
      )}
      {devices.data && others.length === 0 && <Text c="dimmed">{t('devices.only')}</Text>}
      {asking && (
        <Confirm
          title={t('devices.endOthersConfirm.title')}
          text={t('devices.endOthersConfirm.text')}
          yes={t('devices.endOthersConfirm.yes')}
          no={t('devices.endOthersConfirm.no')}
          pending={endingOthers.isPending}
          problem={endingOthers.error && errorText(endingOthers.error)}
          onYes={() => endingOthers.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
