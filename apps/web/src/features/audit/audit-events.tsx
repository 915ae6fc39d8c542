import type { AuditEvent } from '@facegate/contracts';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { auditLines, auditPage } from '../../shared/api/audit-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { EventsTable } from '../../shared/events/events-table.js';
import { OlderEvents } from '../../shared/events/older-events.js';
import { OperatorsFactor } from '../../shared/factors/operators-factor.js';
import { DownloadButton } from '../../shared/ui/download-button.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Section } from '../../shared/ui/section.js';
import { Waiting } from '../../shared/ui/waiting.js';
import { AccountCell } from './account-cell.js';
import { type AuditFilters, type AuditFilterTexts, auditQuery } from './audit-filters.js';
import { FilterForm } from './filter-form.js';

interface AuditEventsProps {
  filters: AuditFilters;
  onChange: (texts: AuditFilterTexts) => void;
}

const SETTLES_MS = 300;

const namesNobody = (error: Error | null): boolean =>
  error instanceof ApiProblem && error.errors.some(({ field }) => field === 'user');

export function AuditEvents({ filters, onChange }: AuditEventsProps) {
  const { t } = useTranslation('audit');
  // Arrow keys go through the choices of a select one by one.
  const [settled] = useDebouncedValue(filters, SETTLES_MS);
  const query = auditQuery(settled);
  const trail = useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) => auditPage(query, pageParam, signal),
    getNextPageParam: ({ next }) => next,
    // Each reading is an event of the trail: only the person begins one.
    staleTime: Infinity,
    gcTime: 0,
    // The row that has the focus stays where it is of the account that was chosen in it.
    placeholderData: keepPreviousData,
  });
  const events = trail.data?.pages.flatMap((page) => page.events) ?? [];
  const isFiltered = Object.keys(filters).length > 0;
  const nobody = namesNobody(trail.error);
  if (trail.error instanceof ApiProblem && trail.error.code === 'FACTOR_REQUIRED')
    return <OperatorsFactor closed="audit" />;
  return (
    <>
      <Section title={t('filters.title')}>
        <FilterForm
          filters={filters}
          {...(nobody && { accountError: t('filters.nobody') })}
          isFiltered={isFiltered}
          onChange={onChange}
        />
      </Section>
      <Section
        title={t('events.title')}
        text={t('verify')}
        action={
          // All that the filters let through, not only what is on the page.
          <DownloadButton
            key={JSON.stringify(query)}
            size="sm"
            fetchFile={() => auditLines(query)}
            fileName="facegate-audit.ndjson"
            failure={t('downloadFailed')}
          >
            {t('download')}
          </DownloadButton>
        }
      >
        {(trail.isPending || trail.isPlaceholderData) && <Waiting>{t('events.loading')}</Waiting>}
        {trail.isError && !nobody && (
          <LoadFailure title={t('events.failed')} error={trail.error} onRetry={() => void trail.refetch()} />
        )}
        {(nobody || trail.data) && events.length === 0 && (
          <Text component="output" c="dimmed">
            {t(isFiltered ? 'events.noMatch' : 'events.none')}
          </Text>
        )}
        {events.length > 0 && (
          <EventsTable<AuditEvent>
            events={events}
            renderAccount={(event) => (
              <AccountCell event={event} onChoose={(account) => onChange({ ...filters, account })} />
            )}
          />
        )}
        {trail.hasNextPage && !trail.isPlaceholderData && <OlderEvents query={trail} />}
      </Section>
    </>
  );
}
