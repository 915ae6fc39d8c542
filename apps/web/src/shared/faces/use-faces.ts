import type { FaceList } from '@facegate/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { listFaces } from '../api/my-api.js';
import { deletions } from './deletions.js';

export const FACES_QUERY_KEY = ['faces'] as const;

export function withoutFaces({ faces, keepsImages }: FaceList, ids: readonly string[]): FaceList {
  return { faces: faces.filter(({ id }) => !ids.includes(id)), keepsImages };
}

/** The enrolled faces of the person signed in, without those that they have deleted and could still bring back. */
export function useFaces(): UseQueryResult<FaceList> {
  const deleted = useSyncExternalStore(deletions.subscribe, deletions.all);
  const select = useCallback(
    (list: FaceList) =>
      withoutFaces(
        list,
        deleted.map(({ faceId }) => faceId),
      ),
    [deleted],
  );
  return useQuery({ queryKey: FACES_QUERY_KEY, queryFn: ({ signal }) => listFaces(signal), select });
}
