import { ACTIVITY_MAX_LIMIT } from '@facegate/contracts';
import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { activity } from '../../shared/api/my-api.js';
import { useSession } from '../../shared/api/session.js';
import { Column } from '../../shared/ui/column.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Attention } from './attention.js';
import { DashboardSkeleton } from './dashboard-skeleton.js';
import { FacesSummary } from './faces-summary.js';
import { LastSignIn } from './last-sign-in.js';
import { SignInChart } from './sign-in-chart.js';
import { summarize } from './sign-in-summary.js';

/** What the signed-in person sees first. */
export function DashboardPage() {
  const { t } = useTranslation('dashboard');
  const session = useSession();
  const history = useQuery({
    queryKey: ['activity', 'newest'],
    queryFn: ({ signal }) => activity({ limit: ACTIVITY_MAX_LIMIT }, signal),
  });
  if (session.status !== 'signed-in') return null;
  const { user } = session;
  const summary = history.data && summarize(history.data.events);
  return (
    <Column>
      <div>
        <StepHeading>{t('greeting', { name: user.username })}</StepHeading>
        <Text c="dimmed">{t('lead', { email: user.email })}</Text>
      </div>
      {history.isPending && <DashboardSkeleton />}
      {history.isError && (
        <LoadFailure title={t('failed')} error={history.error} onRetry={() => void history.refetch()} />
      )}
      {summary && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <LastSignIn event={summary.last} />
          <Attention user={user} {...summary} />
        </SimpleGrid>
      )}
      <FacesSummary />
      {history.data && (
        <SignInChart
          events={history.data.events}
          complete={history.data.next === undefined}
          askedAt={history.dataUpdatedAt}
        />
      )}
    </Column>
  );
}
