import { useTranslation } from 'react-i18next';
import type { SignUpStep } from './sign-up-state.js';
import styles from './steps-bar.module.css';

const STEPS = ['account', 'pictures', 'review', 'consent'] as const;
type Section = (typeof STEPS)[number];

const SECTION: Record<Exclude<SignUpStep, 'done'>, Section> = {
  account: 'account',
  camera: 'pictures',
  capture: 'pictures',
  upload: 'pictures',
  review: 'review',
  consent: 'consent',
};

/** Where one is on the way. */
export function StepsBar({ step }: { step: Exclude<SignUpStep, 'done'> }) {
  const { t } = useTranslation('signUp');
  const current = STEPS.indexOf(SECTION[step]);
  return (
    <div className={styles['bar']}>
      <p className={styles['count']}>{t('step', { current: current + 1, total: STEPS.length })}</p>
      <ol className={styles['steps']}>
        {STEPS.map((name, index) => (
          <li
            key={name}
            className={styles['step']}
            data-done={index < current || undefined}
            aria-current={index === current ? 'step' : undefined}
          >
            {t(`steps.${name}`)}
          </li>
        ))}
      </ol>
    </div>
  );
}
