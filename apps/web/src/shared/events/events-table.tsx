import type { AccountEvent } from '@facegate/contracts';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../i18n/format.js';
import { eventWords } from './event-words.js';
import styles from './events-table.module.css';

interface EventsTableProps<Event> {
  events: readonly Event[];
  /** Whose event it is, for operators; they are told reasons and details as well. */
  renderAccount?: (event: Event) => ReactNode;
}

export function EventsTable<Event extends AccountEvent>({ events, renderAccount }: EventsTableProps<Event>) {
  const { t } = useTranslation('events');
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('what')}</th>
          {renderAccount && <th scope="col">{t('account')}</th>}
          <th scope="col">{t('time')}</th>
          <th scope="col">{t('device')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id} data-outcome={event.outcome}>
            <td>
              <What event={event} forOperator={renderAccount !== undefined} />
            </td>
            {renderAccount && <td>{renderAccount(event)}</td>}
            <td>
              <time dateTime={event.time}>{formatMoment(event.time)}</time>
            </td>
            <td>
              <Whence event={event} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ event, forOperator }: { event: AccountEvent; forOperator: boolean }) {
  const { t } = useTranslation('events');
  const Outcome = event.outcome === 'success' ? IconCircleCheck : IconCircleX;
  const more = forOperator ? [event.reason, event.detail].filter(Boolean).join(' · ') : '';
  return (
    <span className={styles['what']}>
      <Outcome size={18} aria-hidden />
      <span>
        {eventWords(t, event, forOperator ? 'operator' : 'owner')}
        {more && <code className={styles['more']}>{more}</code>}
      </span>
    </span>
  );
}

function Whence({ event: { actor, device, network } }: { event: AccountEvent }) {
  const { t } = useTranslation('events');
  if (actor === 'operator') return t('byOperator');
  if (actor === 'server') return t('byServer');
  return [device ?? t('unknownDevice'), ...(network ? [network] : [])].join(' · ');
}
