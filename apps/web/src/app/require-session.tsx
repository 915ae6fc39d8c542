import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { retrySession } from '../shared/api/facegate-api.js';
import { useSession } from '../shared/api/session.js';
import { Column } from '../shared/ui/column.js';
import { Notice } from '../shared/ui/notice.js';
import { Waiting } from '../shared/ui/waiting.js';

/** Where people come by what the operator demands. */
const DEMAND_PATH = '/second-factor';

/** Lets the signed-in pass, once they have shown what the operator demands; sends strangers to the log-in, which brings them back. */
export function RequireSession() {
  const { t } = useTranslation();
  const session = useSession();
  const location = useLocation();
  switch (session.status) {
    case 'signed-in':
      if (session.missing.length > 0 && location.pathname !== DEMAND_PATH) return <Navigate to={DEMAND_PATH} replace />;
      return <Outlet />;
    case 'signed-out':
      if (session.byChoice) return <Navigate to="/" replace />;
      return <Navigate to="/log-in" replace state={{ from: location.pathname + location.search + location.hash }} />;
    case 'unknown':
      return (
        <Column>
          <Waiting center>{t('loading')}</Waiting>
        </Column>
      );
    case 'unreachable':
      return (
        <Column narrow>
          <Notice kind="problem" title={t('unreachable.title')}>
            {t('unreachable.text')}
          </Notice>
          <Group>
            <Button onClick={() => void retrySession()}>{t('actions.tryAgain')}</Button>
          </Group>
        </Column>
      );
  }
}
