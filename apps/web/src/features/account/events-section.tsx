import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountEvents } from '../../shared/api/my-api.js';
import { EventsTable } from '../../shared/events/events-table.js';
import { OlderEvents } from '../../shared/events/older-events.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Section } from '../../shared/ui/section.js';
import { Waiting } from '../../shared/ui/waiting.js';

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
      {events.length > 0 && <EventsTable events={events} />}
      {history.hasNextPage && <OlderEvents query={history} />}
    </Section>
  );
}
