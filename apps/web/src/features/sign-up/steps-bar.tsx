import { useTranslation } from 'react-i18next';
import { SECTIONS, sectionOf, type SignUpStep } from './steps.js';
import styles from './steps-bar.module.css';

/** Where one is on the way. */
export function StepsBar({ step }: { step: Exclude<SignUpStep, 'done'> }) {
  const { t } = useTranslation('signUp');
  const current = SECTIONS.indexOf(sectionOf(step));
  return (
    <div className={styles['bar']}>
      <p className={styles['count']}>{t('step', { current: current + 1, total: SECTIONS.length })}</p>
      <ol className={styles['steps']}>
        {SECTIONS.map((name, index) => (
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
