import type { FaceSummary } from '@facegate/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { listFaces } from '../api/my-api.js';

export const FACES_QUERY_KEY = ['faces'] as const;

/** The enrolled faces of the person signed in. */
export const useFaces = (): UseQueryResult<FaceSummary[]> =>
  useQuery({ queryKey: FACES_QUERY_KEY, queryFn: ({ signal }) => listFaces(signal) });
