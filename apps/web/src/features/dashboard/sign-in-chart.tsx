import type { SignInEvent } from '@facegate/contracts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../shared/i18n/format.js';
import { Section } from '../../shared/ui/section.js';
import { perDay, type SignInDay } from './sign-in-summary.js';
import styles from './sign-in-chart.module.css';

const DAYS = 14;
/** In units of the drawing; a bar and its gap take one `STEP`. */
const STEP = 24;
const BAR = 16;
const HEIGHT = 80;

interface SignInChartProps {
  events: readonly SignInEvent[];
  /** Whether `events` reach back to the first one. */
  complete: boolean;
  /** When the events were asked for, in ms since 1970. */
  askedAt: number;
}

/** Sign-ins and failures by day as bars, with the same numbers as a table. */
export function SignInChart({ events, complete, askedAt }: SignInChartProps) {
  const { t } = useTranslation('dashboard');
  const days = perDay(events, new Date(askedAt), DAYS);
  const successes = days.reduce((sum, day) => sum + day.successes, 0);
  const failures = days.reduce((sum, day) => sum + day.failures, 0);
  const most = Math.max(1, ...days.map((day) => day.successes + day.failures));
  return (
    <Section title={t('chart.title')} text={t('chart.text', { days: DAYS })}>
      <Text>
        {t('chart.successes', { count: successes })}, {t('chart.failures', { count: failures })}
        {!complete && `. ${t('chart.newestOnly', { count: events.length })}`}
      </Text>
      <svg viewBox={`0 0 ${DAYS * STEP} ${HEIGHT}`} className={styles['chart']} preserveAspectRatio="none" aria-hidden>
        {days.map((day, index) => (
          <Bar key={day.day.getTime()} day={day} x={index * STEP + (STEP - BAR) / 2} unit={HEIGHT / most} />
        ))}
      </svg>
      <div className={styles['axis']} aria-hidden>
        <span>{days[0] && formatDay(days[0].day)}</span>
        <span className={styles['legend']}>
          <i data-kind="success" /> {t('chart.succeeded')} <i data-kind="failure" /> {t('chart.failed')}
        </span>
        <span>{t('chart.today')}</span>
      </div>
      <details className={styles['behind']}>
        <summary>{t('chart.asTable')}</summary>
        <DayTable days={days} />
      </details>
    </Section>
  );
}

function Bar({ day, x, unit }: { day: SignInDay; x: number; unit: number }) {
  const success = day.successes * unit;
  const failure = day.failures * unit;
  return (
    <g>
      <title>{`${formatDay(day.day)}: ${day.successes} / ${day.failures}`}</title>
      <rect x={x} y={HEIGHT - 2} width={BAR} height={2} data-kind="none" />
      <rect x={x} y={HEIGHT - success} width={BAR} height={success} data-kind="success" />
      <rect x={x} y={HEIGHT - success - failure} width={BAR} height={failure} data-kind="failure" />
    </g>
  );
}

function DayTable({ days }: { days: readonly SignInDay[] }) {
  const { t } = useTranslation('dashboard');
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('chart.day')}</th>
          <th scope="col">{t('chart.succeeded')}</th>
          <th scope="col">{t('chart.failed')}</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, successes, failures }) => (
          <tr key={day.getTime()}>
            <th scope="row">{formatDay(day)}</th>
            <td>{successes}</td>
            <td>{failures}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
