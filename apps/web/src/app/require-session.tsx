import type { DemandedMethod } from '@facegate/contracts';
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

/** Where who has no face to show any more gives one again, takes everything along, or leaves. The server says who that is. */
const PATHS_WITHOUT_FACE = new Set(['/account', '/faces']);

function isOpen(path: string, missing: readonly DemandedMethod[]): boolean {
  if (missing.length === 0 || path === DEMAND_PATH) return true;
  return missing.every((method) => method === 'face') && PATHS_WITHOUT_FACE.has(path);
}

/** Lets the signed-in pass, once they have shown what the operator demands; sends strangers to the log-in, which brings them back. */
export function RequireSession() {
  const { t } = useTranslation();
  const session = useSession();
  const location = useLocation();
  switch (session.status) {
    case 'signed-in':
      if (!isOpen(location.pathname, session.missing)) return <Navigate to={DEMAND_PATH} replace />;
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
