import { ACTIVITY_MAX_LIMIT, type UserProfile } from '@facegate/contracts';
import { Anchor, Text } from '@mantine/core';
import {
  type Icon,
  IconCircleCheck,
  IconFaceId,
  IconFaceIdError,
  IconFingerprint,
  IconMail,
  IconShieldExclamation,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFactors } from '../../shared/factors/use-factors.js';
import { useFaces } from '../../shared/faces/use-faces.js';
import { accountEvents } from '../../shared/api/my-api.js';
import { formatMoment } from '../../shared/i18n/format.js';
import { useLinksGoToOperator } from '../../shared/privacy/use-privacy-facts.js';
import { Section } from '../../shared/ui/section.js';
import styles from './dashboard-page.module.css';
import { halfSignIns } from './half-sign-ins.js';
import type { SignInSummary } from './sign-in-summary.js';

interface AttentionProps extends SignInSummary {
  user: UserProfile;
}

/** What the person should know or do, each with a way on. */
export function Attention({ user, last, failures }: AttentionProps) {
  const { t } = useTranslation('dashboard');
  const linksGoToOperator = useLinksGoToOperator();
  const faces = useFaces();
  const references = faces.data?.faces.filter(({ isReference }) => isReference);
  const angles = new Set(references?.map(({ pose }) => pose)).size;
  const [newest] = failures;
  const events = useQuery({
    queryKey: ['events', 'newest'],
    queryFn: ({ signal }) => accountEvents({ limit: ACTIVITY_MAX_LIMIT }, signal),
  });
  const halves = halfSignIns(events.data?.events ?? [], last?.time ?? null);
  const factors = useFactors();
  const oneFactor = factors.data?.passkeys.length === 0 && !factors.data.authenticatorApp;
  const points = [
    halves.byPassword[0] && {
      icon: IconShieldExclamation,
      warning: true,
      text: t('attention.halfByPassword', {
        count: halves.byPassword.length,
        moment: formatMoment(halves.byPassword[0].time),
      }),
      way: { to: '/account#password', name: t('attention.newPassword') },
    },
    halves.byFace[0] && {
      icon: IconShieldExclamation,
      warning: true,
      text: t('attention.halfByFace', { count: halves.byFace.length, moment: formatMoment(halves.byFace[0].time) }),
      way: { to: '/account#events', name: t('attention.seeSignIns') },
    },
    newest && {
      icon: IconShieldExclamation,
      warning: true,
      text: t('attention.failures', { count: failures.length, moment: formatMoment(newest.time) }),
      way: { to: '/account#events', name: t('attention.seeSignIns') },
    },
    user.faceLogIn === 'pending' && {
      icon: IconFaceId,
      text: t('attention.facePending'),
      way: { to: '/faces', name: t('attention.liveCheck') },
    },
    factors.data?.faceLogInOff && { icon: IconFaceIdError, warning: true, text: t('attention.faceOff') },
    !user.emailVerified && {
      icon: IconMail,
      text: linksGoToOperator
        ? `${t('attention.unverified')} ${t('attention.operatorHasLink')}`
        : t('attention.unverified'),
      way: { to: '/account', name: t(linksGoToOperator ? 'attention.toLink' : 'attention.toProfile') },
    },
    angles === 1 &&
      user.faceLogIn !== 'pending' && {
        icon: IconFaceId,
        text: t('attention.oneAngle'),
        way: { to: '/faces', name: t('attention.addFace') },
      },
    oneFactor &&
      faces.data && {
        icon: IconFingerprint,
        text: t(faces.data.faces.length > 0 ? 'attention.oneFactor' : 'attention.onePassword'),
        way: { to: '/account#second-factor', name: t('attention.addFactor') },
      },
  ].filter((point) => typeof point === 'object');
  const isWell = points.length === 0 && [faces, factors, events].every(({ data }) => data !== undefined);
  return (
    <Section title={t('attention.title')}>
      <ul className={styles['attention']}>
        {points.map((point) => (
          <Point key={point.text} {...point} />
        ))}
        {isWell && <Point icon={IconCircleCheck} text={t('attention.none')} />}
      </ul>
    </Section>
  );
}

interface PointProps {
  icon: Icon;
  warning?: boolean;
  text: string;
  /** What the person can do about it. */
  way?: { to: string; name: string };
}

function Point({ icon: PointIcon, warning = false, text, way }: PointProps) {
  return (
    <li>
      <PointIcon size={22} stroke={1.6} aria-hidden {...(warning && { className: styles['warning'] })} />
      <div>
        <Text>{text}</Text>
        {way && (
          <Anchor component={Link} to={way.to}>
            {way.name}
          </Anchor>
        )}
      </div>
    </li>
  );
}
