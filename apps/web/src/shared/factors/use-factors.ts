import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { listFactors } from './factors-api.js';

const QUERY_KEY = ['factors'];

/** The second factors of the person signed in. */
export function useFactors() {
  return useQuery({ queryKey: QUERY_KEY, queryFn: ({ signal }) => listFactors(signal) });
}

/** To be called when they have changed, and with them what happened to the account; with the first one the sessions too. */
export function useFactorsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all([QUERY_KEY, ['sessions'], ['events']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  }, [queries]);
}
