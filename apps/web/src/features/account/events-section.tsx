import type { AccountEvent } from '@facegate/contracts';
import { Group, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountEvents } from '../../shared/api/my-api.js';
import { formatMoment } from '../../shared/i18n/format.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Section } from '../../shared/ui/section.js';
import { Waiting } from '../../shared/ui/waiting.js';
import { eventWords } from './event-words.js';
import styles from './events-section.module.css';

const PAGE_EVENTS = 10;

/** What happened to the account, page by page. */
export function EventsSection() {
  const { t } = useTranslation('account');
  const history = useInfiniteQuery({
    queryKey: ['events', 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      accountEvents({ limit: PAGE_EVENTS, ...(pageParam ? { before: pageParam } : {}) }, signal),
    getNextPageParam: ({ next }) => next,
  });
  const events = history.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Section title={t('events.title')} text={t('events.text')} anchor="events">
      {history.isPending && <Waiting>{t('events.loading')}</Waiting>}
      {history.isError && (
        <LoadFailure title={t('events.failed')} error={history.error} onRetry={() => void history.refetch()} />
      )}
      {history.data && events.length === 0 && <Text c="dimmed">{t('events.none')}</Text>}
      {events.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('events.what')}</th>
              <th scope="col">{t('events.time')}</th>
              <th scope="col">{t('events.device')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </tbody>
        </table>
      )}
      {history.hasNextPage && (
        <Group>
          <BusyButton
            variant="default"
            size="sm"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {t('events.more')}
          </BusyButton>
        </Group>
      )}
    </Section>
  );
}

function EventRow({ event }: { event: AccountEvent }) {
  const { t } = useTranslation('account');
  const { outcome, time } = event;
  const Outcome = outcome === 'success' ? IconCircleCheck : IconCircleX;
  return (
    <tr data-outcome={outcome}>
      <td>
        <span className={styles['what']}>
          <Outcome size={18} aria-hidden />
          {eventWords(t, event)}
        </span>
      </td>
      <td>
        <time dateTime={time}>{formatMoment(time)}</time>
      </td>
      <td>
        <Whence event={event} />
      </td>
    </tr>
  );
}

function Whence({ event: { actor, device, network } }: { event: AccountEvent }) {
  const { t } = useTranslation('account');
  if (actor === 'operator') return t('events.byOperator');
  if (actor === 'server') return t('events.byServer');
  return [device ?? t('devices.unknown'), ...(network ? [network] : [])].join(' · ');
}
