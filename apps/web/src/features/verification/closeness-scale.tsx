import { type Closeness, CLOSENESS } from '@facegate/contracts';
import { useTranslation } from 'react-i18next';
import styles from './closeness-scale.module.css';

/** From the least alike to the most. */
const STEPS = CLOSENESS.toReversed();

interface ClosenessScaleProps {
  closeness: Closeness;
}

/** The three answers that there are, side by side, with the given one marked. */
export function ClosenessScale({ closeness }: ClosenessScaleProps) {
  const { t } = useTranslation('verification');
  return (
    <ol className={styles['scale']} aria-label={t('scale.label')}>
      {STEPS.map((step) => (
        <li
          key={step}
          className={styles['step']}
          data-step={step}
          aria-current={step === closeness ? 'true' : undefined}
        >
          {t(`scale.${step}`)}
        </li>
      ))}
    </ol>
  );
}
