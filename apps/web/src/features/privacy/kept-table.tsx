import type { PrivacyFacts } from '@facegate/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../shared/ui/surface.js';
import styles from './kept-table.module.css';

const ROWS = ['account', 'pictures', 'templates', 'live', 'sessions', 'attempts', 'mails', 'events'] as const;
type Row = (typeof ROWS)[number];

/** What is kept, where, and until when; the days come from the server. */
export function KeptTable({ facts }: { facts: PrivacyFacts | null }) {
  const { t } = useTranslation('privacy');
  return (
    <Surface>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('head.what')}</th>
            <th scope="col">{t('head.where')}</th>
            <th scope="col">{t('head.until')}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row}>
              <th scope="row">{t(`rows.${row}.what`)}</th>
              <td>{where(t, row, facts)}</td>
              <td data-head={t('head.until')}>{facts ? until(t, row, facts) : '…'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Surface>
  );
}

function where(t: TFunction<'privacy'>, row: Row, facts: PrivacyFacts | null): string {
  if (row === 'pictures' && facts?.keepsPictures === false) return t('rows.pictures.whereNone');
  if (row === 'mails' && facts?.sendsMail === false) return t('rows.mails.whereOutbox');
  return t(`rows.${row}.where`);
}

function until(t: TFunction<'privacy'>, row: Row, { keepsPictures, days }: PrivacyFacts): string {
  switch (row) {
    case 'pictures':
      if (!keepsPictures) return t('until.none');
      return days.pictures === undefined ? t('until.face') : t('until.days', { days: days.pictures });
    case 'live':
      return t('rows.live.until');
    case 'sessions':
      return t('rows.sessions.until', { days: days.endedSessions });
    case 'attempts':
      return t('rows.attempts.until', { days: days.attempts, cookieDays: days.deviceCookie });
    case 'mails':
      return days.outboxMails === undefined
        ? t('rows.mails.until', { days: days.queuedMails })
        : t('rows.mails.untilOutbox', { days: days.outboxMails });
    case 'events':
      return t('rows.events.until', { days: days.auditEvents });
    default:
      return t(`rows.${row}.until`);
  }
}
