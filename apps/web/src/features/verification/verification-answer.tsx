import type { FaceVerification } from '@facegate/contracts';
import { Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFaces } from '../../shared/faces/use-faces.js';
import { ClosenessScale } from './closeness-scale.js';
import { verdictOf, type Verdict } from './verdict.js';
import styles from './verification-answer.module.css';

const ICONS: Record<Verdict, Icon> = {
  same: IconCircleCheck,
  near: IconCircleCheck,
  other: IconCircleX,
  'not-assessed': IconHelpCircle,
};

interface VerificationAnswerProps {
  verification: FaceVerification;
  /** Of the picture that was compared. */
  pictureUrl: string | null;
}

/** The answer in words, beside the picture that it is about. */
export function VerificationAnswer({ verification, pictureUrl }: VerificationAnswerProps) {
  const { t } = useTranslation('verification');
  const faces = useFaces();
  const { match, closeness } = verification;
  const verdict = verdictOf(verification, faces.data);
  const VerdictIcon = ICONS[verdict];
  return (
    <div className={styles['answer']} data-verdict={verdict}>
      {pictureUrl && <img src={pictureUrl} alt={t('taken')} className={styles['picture']} />}
      <Stack gap="md" className={styles['words']}>
        <div className={styles['verdict']}>
          <VerdictIcon size={40} stroke={1.5} aria-hidden className={match ? styles['yes'] : styles['no']} />
          <div>
            <Title order={2}>{t(`verdict.${verdict}.title`)}</Title>
            <Text>{t(`verdict.${verdict}.text`)}</Text>
          </div>
        </div>
        {verdict !== 'not-assessed' && <ClosenessScale closeness={closeness} />}
        <Text size="sm" c="dimmed">
          {t('meaning')}
        </Text>
      </Stack>
    </div>
  );
}
