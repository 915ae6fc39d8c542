import type { Watch } from '@facegate/face-capture';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/i18n/format.js';
import styles from './live-view.module.css';

/** Frame rate and delay, as they are just now. */
export function LiveFigures({ figures }: Pick<Watch, 'figures'>) {
  const { t } = useTranslation('live');
  const milliseconds = (ms: number): string => t('figures.milliseconds', { value: formatNumber(ms, 0) });
  const rows = [
    ['framesPerS', figures && formatNumber(figures.framesPerS, 1)],
    ['delay', figures && milliseconds(figures.delayMs)],
    ['server', figures && milliseconds(figures.serverMs)],
  ] as const;
  return (
    <dl className={styles['figures']}>
      {rows.map(([name, value]) => (
        <div key={name} data-figure={name}>
          <dt>{t(`figures.${name}`)}</dt>
          <dd>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
