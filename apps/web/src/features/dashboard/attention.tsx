import type { SignInEvent, UserProfile } from '@facegate/contracts';
import { Anchor, Text } from '@mantine/core';
import {
  IconCircleCheck,
  IconFaceId,
  IconFaceIdError,
  IconFingerprint,
  IconMail,
  IconShieldExclamation,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFactors } from '../../shared/factors/use-factors.js';
import { useFaces } from '../../shared/faces/use-faces.js';
import { formatMoment } from '../../shared/i18n/format.js';
import { useLinksGoToOperator } from '../../shared/privacy/use-privacy-facts.js';
import { Section } from '../../shared/ui/section.js';
import styles from './dashboard-page.module.css';

/** What the person should know or do, each with a way on. */
export function Attention({ user, failures }: { user: UserProfile; failures: readonly SignInEvent[] }) {
  const { t } = useTranslation('dashboard');
  const linksGoToOperator = useLinksGoToOperator();
  const faces = useFaces();
  const angles = new Set(faces.data?.faces.map(({ pose }) => pose)).size;
  const [newest] = failures;
  const factors = useFactors();
  const oneFactor = factors.data?.passkeys.length === 0 && !factors.data.authenticatorApp;
  const faceLogInOff = factors.data?.faceLogInOff === true;
  const known = faces.data !== undefined && factors.data !== undefined;
  return (
    <Section title={t('attention.title')}>
      <ul className={styles['attention']}>
        {newest && (
          <li>
            <IconShieldExclamation size={22} stroke={1.6} aria-hidden className={styles['warning']} />
            <div>
              <Text>{t('attention.failures', { count: failures.length, moment: formatMoment(newest.time) })}</Text>
              <Anchor component={Link} to="/account#events">
                {t('attention.seeSignIns')}
              </Anchor>
            </div>
          </li>
        )}
        {faceLogInOff && (
          <li>
            <IconFaceIdError size={22} stroke={1.6} aria-hidden className={styles['warning']} />
            <Text>{t('attention.faceOff')}</Text>
          </li>
        )}
        {!user.emailVerified && (
          <li>
            <IconMail size={22} stroke={1.6} aria-hidden />
            <div>
              <Text>
                {t('attention.unverified')} {linksGoToOperator && t('attention.operatorHasLink')}
              </Text>
              <Anchor component={Link} to="/account">
                {t(linksGoToOperator ? 'attention.toLink' : 'attention.toProfile')}
              </Anchor>
            </div>
          </li>
        )}
        {angles === 1 && (
          <li>
            <IconFaceId size={22} stroke={1.6} aria-hidden />
            <div>
              <Text>{t('attention.oneAngle')}</Text>
              <Anchor component={Link} to="/faces">
                {t('attention.addFace')}
              </Anchor>
            </div>
          </li>
        )}
        {oneFactor && (
          <li>
            <IconFingerprint size={22} stroke={1.6} aria-hidden />
            <div>
              <Text>{t('attention.oneFactor')}</Text>
              <Anchor component={Link} to="/account#second-factor">
                {t('attention.addFactor')}
              </Anchor>
            </div>
          </li>
        )}
        {known && !newest && !faceLogInOff && angles !== 1 && user.emailVerified && !oneFactor && (
          <li>
            <IconCircleCheck size={22} stroke={1.6} aria-hidden />
            <Text>{t('attention.none')}</Text>
          </li>
        )}
      </ul>
    </Section>
  );
}
