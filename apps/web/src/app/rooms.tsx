import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { ApiProblem, isPassing } from '../shared/api/problem.js';
import { useProofQuestion } from '../shared/api/proof-question.js';
import { ConsentNotice } from '../shared/consent/consent-notice.js';
import { DeletionKeeper } from '../shared/faces/deletion-keeper.js';
import { lazily } from './lazily.js';

const StepUpDialog = lazily(async () => (await import('../features/step-up/step-up-dialog.js')).StepUpDialog);

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
  const question = useProofQuestion();
  return (
    <QueryClientProvider client={queries}>
      <DeletionKeeper />
      <ConsentNotice />
      <Outlet />
      <Suspense>{question && <StepUpDialog question={question} />}</Suspense>
    </QueryClientProvider>
  );
}
