import type { SignInEvent } from '@facegate/contracts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../shared/i18n/format.js';
import { Section } from '../../shared/ui/section.js';
import styles from './dashboard-page.module.css';

/** So that one notices a sign-in that was not one's own. */
export function LastSignIn({ event }: { event: SignInEvent | null }) {
  const { t } = useTranslation('dashboard');
  return (
    <Section title={t('last.title')}>
      {event ? (
        <dl className={styles['facts']}>
          <dt>{t('last.when')}</dt>
          <dd>{formatMoment(event.time)}</dd>
          <dt>{t('last.how')}</dt>
          <dd>{t(`last.method.${event.method}`)}</dd>
          <dt>{t('last.device')}</dt>
          <dd>{event.device ?? t('last.unknownDevice')}</dd>
        </dl>
      ) : (
        <Text>{t('last.first')}</Text>
      )}
    </Section>
  );
}
