import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Outlet } from 'react-router';
import { ApiProblem, isPassing } from '../shared/api/problem.js';
import { ConsentNotice } from '../shared/consent/consent-notice.js';
import { DeletionKeeper } from '../shared/faces/deletion-keeper.js';

/** What the rooms of the signed-in share. */
export function Rooms() {
  // Made anew with each session, so that nothing of one person is left in memory for the next.
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 30_000,
            retry: (failures, error) => failures < 2 && error instanceof ApiProblem && isPassing(error),
          },
        },
      }),
  );
  return (
    <QueryClientProvider client={queries}>
      <DeletionKeeper />
      <ConsentNotice />
      <Outlet />
    </QueryClientProvider>
  );
}
