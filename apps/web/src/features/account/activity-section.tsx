import type { SignInEvent } from '@facegate/contracts';
import { Button, Group, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { activity } from '../../shared/api/my-api.js';
import { formatMoment } from '../../shared/i18n/format.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Section } from '../../shared/ui/section.js';
import { Waiting } from '../../shared/ui/waiting.js';
import styles from './activity-section.module.css';

const PAGE_EVENTS = 10;

/** Who signed in or tried to, page by page. */
export function ActivitySection() {
  const { t } = useTranslation('account');
  const history = useInfiniteQuery({
    queryKey: ['activity', 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      activity({ limit: PAGE_EVENTS, ...(pageParam ? { before: pageParam } : {}) }, signal),
    getNextPageParam: ({ next }) => next,
  });
  const events = history.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Section title={t('activity.title')} text={t('activity.text')}>
      {history.isPending && <Waiting>{t('activity.loading')}</Waiting>}
      {history.isError && (
        <LoadFailure title={t('activity.failed')} error={history.error} onRetry={() => void history.refetch()} />
      )}
      {history.data && events.length === 0 && <Text c="dimmed">{t('activity.none')}</Text>}
      {events.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('activity.what')}</th>
              <th scope="col">{t('activity.time')}</th>
              <th scope="col">{t('activity.device')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <ActivityRow key={event.id} event={event} />
            ))}
          </tbody>
        </table>
      )}
      {history.hasNextPage && (
        <Group>
          <Button
            variant="default"
            size="sm"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {t('activity.more')}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function ActivityRow({ event }: { event: SignInEvent }) {
  const { t } = useTranslation('account');
  const { outcome, time, device } = event;
  const Outcome = outcome === 'success' ? IconCircleCheck : IconCircleX;
  return (
    <tr data-outcome={outcome}>
      <td>
        <span className={styles['what']}>
          <Outcome size={18} aria-hidden />
          {t(told(event))}
        </span>
      </td>
      <td>
        <time dateTime={time}>{formatMoment(time)}</time>
      </td>
      <td>{device ?? t('devices.unknown')}</td>
    </tr>
  );
}

function told({ outcome, method, reason }: SignInEvent) {
  if (reason === 'FACE_ALREADY_ENROLLED') return 'activity.duplicate';
  if (reason === 'SECOND_FACTOR_INVALID') return 'activity.secondFactor';
  return `activity.${outcome}.${method}` as const;
}
