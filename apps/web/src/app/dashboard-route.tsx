import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { DashboardPage } from '../features/dashboard/dashboard-page.js';
import { FacesSection } from '../features/faces/faces-section.js';
import { ApiProblem, isPassing } from '../shared/api/problem.js';

/** Features do not know each other: here the dashboard gets the faces. */
export function DashboardRoute() {
  // Made anew with each visit, so that nothing of one person is left in memory for the next.
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
      <DashboardPage>
        <FacesSection />
      </DashboardPage>
    </QueryClientProvider>
  );
}
