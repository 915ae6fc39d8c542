import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router';
import { useSession } from '../shared/api/session.js';
import { Column } from '../shared/ui/column.js';
import { Waiting } from '../shared/ui/waiting.js';
import { ColorSchemeChoice } from './color-scheme-choice.js';
import { CrashBoundary } from './crash-boundary.js';
import { LogOutButton } from './log-out-button.js';
import { Mark } from './mark.js';
import styles from './shell.module.css';

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const { pathname } = useLocation();
  return (
    <div className={styles['page']}>
      <a href="#content" className={styles['skip']}>
        {t('nav.skip')}
      </a>
      <header className={styles['header']}>
        <Link to="/" className={styles['brand']} aria-label={t('nav.home')}>
          <Mark />
          <span className={styles['name']}>{t('product')}</span>
        </Link>
        <nav className={styles['nav']} aria-label={t('nav.label')}>
          <ColorSchemeChoice />
          {session.status === 'signed-in' && <LogOutButton />}
        </nav>
      </header>
      <main id="content" className={styles['main']} tabIndex={-1}>
        <CrashBoundary key={pathname}>
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
      <footer className={styles['footer']}>{t('footer')}</footer>
    </div>
  );
}
