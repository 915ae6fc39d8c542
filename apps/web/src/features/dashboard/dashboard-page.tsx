import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/api/session.js';
import { formatDate } from '../../shared/i18n/format-date.js';
import { Column } from '../../shared/ui/column.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import styles from './dashboard-page.module.css';

/** What the signed-in person sees first. `children`: the sections of other features. */
export function DashboardPage({ children }: { children: ReactNode }) {
  const { t } = useTranslation('dashboard');
  const session = useSession();
  if (session.status !== 'signed-in') return null;
  const { user } = session;
  return (
    <Column>
      <div>
        <StepHeading>{t('greeting', { name: user.username })}</StepHeading>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      <Surface>
        <Stack gap="md">
          <Title order={2}>{t('profile.title')}</Title>
          <dl className={styles['profile']}>
            <div>
              <dt>{t('profile.username')}</dt>
              <dd>{user.username}</dd>
            </div>
            <div>
              <dt>{t('profile.email')}</dt>
              <dd>{user.email}</dd>
            </div>
            <div>
              <dt>{t('profile.since')}</dt>
              <dd>{formatDate(user.createdAt)}</dd>
            </div>
          </dl>
        </Stack>
      </Surface>
      {children}
      <Group>
        <RouterButton to="/insights" variant="default">
          {t('insights')}
        </RouterButton>
      </Group>
    </Column>
  );
}
