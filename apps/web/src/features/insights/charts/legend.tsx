import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './chart-card.module.css';
import { type ChartTheme, colorAt, type Series } from './palette.js';

interface LegendProps {
  theme: ChartTheme;
  series: readonly Series[];
  hidden: ReadonlySet<string>;
  onToggle: (label: string) => void;
}

/** Names the colours; each is a button that hides what it names, in the chart, its table and its downloads. */
export function Legend({ theme, series, hidden, onToggle }: LegendProps) {
  const { t } = useTranslation('insights');
  const id = useId();
  return (
    <div>
      <VisuallyHidden id={id}>{t('charts.legend')}</VisuallyHidden>
      <ul className={styles['legend']} aria-labelledby={id}>
        {series.map(({ label, place }) => (
          <li key={label}>
            <UnstyledButton
              className={styles['entry']}
              aria-pressed={!hidden.has(label)}
              onClick={() => onToggle(label)}
              style={{ '--mark': colorAt(theme, place) }}
            >
              <span className={styles['mark']} aria-hidden />
              {label}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
