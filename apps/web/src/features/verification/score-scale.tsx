import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatScore } from '../../shared/i18n/format.js';
import { scalePercent } from './verdict.js';
import styles from './score-scale.module.css';

interface ScoreScaleProps {
  score: number;
  threshold: number;
  match: boolean;
}

/** The score on a line from 0 to 1, with the threshold marked. A sentence says both to those who do not see it. */
export function ScoreScale({ score, threshold, match }: ScoreScaleProps) {
  const { t } = useTranslation('verification');
  const shown = { score: formatScore(score), threshold: formatScore(threshold) };
  return (
    <figure className={styles['scale']} data-match={match}>
      <VisuallyHidden>{t('scale.label', shown)}</VisuallyHidden>
      <div className={styles['line']} aria-hidden>
        <span className={styles['bar']} style={{ width: `${scalePercent(score)}%` }} />
        <span className={styles['threshold']} style={{ left: `${scalePercent(threshold)}%` }} />
        <span className={styles['score']} style={{ left: `${scalePercent(score)}%` }} />
      </div>
      <figcaption className={styles['caption']} aria-hidden>
        <span>
          {t('scale.score')} <strong>{shown.score}</strong>
        </span>
        <span>
          {t('scale.threshold')} <strong>{shown.threshold}</strong>
        </span>
      </figcaption>
    </figure>
  );
}
