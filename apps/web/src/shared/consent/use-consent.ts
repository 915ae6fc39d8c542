import type { MyConsent } from '@facegate/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { myConsent } from '../api/my-api.js';

export const CONSENT_QUERY_KEY = ['consent'] as const;

/** What the person signed in agreed to. */
export function useConsent(): UseQueryResult<MyConsent> {
  return useQuery({ queryKey: CONSENT_QUERY_KEY, queryFn: ({ signal }) => myConsent(signal) });
}
