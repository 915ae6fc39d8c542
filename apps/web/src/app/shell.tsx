import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router';
import { useSession } from '../shared/api/session.js';
import { Column } from '../shared/ui/column.js';
import { Waiting } from '../shared/ui/waiting.js';
import { ColorSchemeChoice } from './color-scheme-choice.js';
import { CrashBoundary } from './crash-boundary.js';
import { LanguageChoice } from './language-choice.js';
import { lazily } from './lazily.js';
import { Mark } from './mark.js';
import { Navigation } from './navigation.js';
import { OfflineNotice } from './offline-notice.js';
import styles from './shell.module.css';

// Only for who is or was signed in.
const UserMenu = lazily(async () => (await import('./user-menu.js')).UserMenu);
const Toasts = lazily(async () => (await import('./toasts.js')).Toasts);

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const { pathname } = useLocation();
  const user = session.status === 'signed-in' ? session.user : null;
  const toasts = user !== null || (session.status === 'signed-out' && session.byChoice);
  return (
    <div className={styles['page']} data-signed-in={user ? true : undefined}>
      <a href="#content" className={styles['skip']}>
        {t('nav.skip')}
      </a>
      <header className={styles['header']}>
        <Link to="/" className={styles['brand']} aria-label={t('nav.home')}>
          <Mark />
          <span className={styles['name']}>{t('product')}</span>
        </Link>
        {user && <Navigation />}
        <div className={styles['tools']}>
          {!user && <LanguageChoice />}
          <ColorSchemeChoice />
          <Suspense>{user && <UserMenu user={user} />}</Suspense>
        </div>
      </header>
      <OfflineNotice />
      <main id="content" className={styles['main']} tabIndex={-1}>
        <CrashBoundary place={pathname}>
          <Suspense
            fallback={
              <Column>
                <Waiting center>{t('loading')}</Waiting>
              </Column>
            }
          >
            <Outlet />
          </Suspense>
        </CrashBoundary>
      </main>
      <footer className={styles['footer']}>
        {t('footer')} <Link to="/privacy">{t('privacy')}</Link>
      </footer>
      <Suspense>{toasts && <Toasts />}</Suspense>
    </div>
  );
}
