import { Group } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../ui/busy-button.js';

/** The way to the next page of events. */
export function OlderEvents({
  query,
}: {
  query: Pick<UseInfiniteQueryResult, 'isFetchingNextPage' | 'fetchNextPage'>;
}) {
  const { t } = useTranslation('events');
  return (
    <Group>
      <BusyButton
        variant="default"
        size="sm"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {t('more')}
      </BusyButton>
    </Group>
  );
}
