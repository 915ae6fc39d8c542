import type { FaceVerification } from '@facegate/contracts';
import { Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FacePicture } from '../../shared/faces/face-picture.js';
import { useFaces } from '../../shared/faces/use-faces.js';
import { ScoreScale } from './score-scale.js';
import { verdictOf, type Verdict } from './verdict.js';
import styles from './verification-answer.module.css';

const ICONS: Record<Verdict, Icon> = {
  match: IconCircleCheck,
  'close-match': IconCircleCheck,
  'close-no-match': IconCircleX,
  'no-match': IconCircleX,
  'not-assessed': IconHelpCircle,
};

interface VerificationAnswerProps {
  verification: FaceVerification;
  /** Of the picture that was compared. */
  pictureUrl: string | null;
}

/** The answer in words, the score beside its threshold, and the two pictures that gave it. */
export function VerificationAnswer({ verification, pictureUrl }: VerificationAnswerProps) {
  const { t } = useTranslation(['verification', 'common']);
  const faces = useFaces();
  const { match, score, threshold, faceId } = verification;
  const verdict = verdictOf(verification);
  const VerdictIcon = ICONS[verdict];
  const alike = faces.data?.faces.find(({ id }) => id === faceId);
  return (
    <Stack gap="lg" data-verdict={verdict}>
      <div className={styles['answer']}>
        <VerdictIcon size={40} stroke={1.5} aria-hidden className={match ? styles['yes'] : styles['no']} />
        <div>
          <Title order={2}>{t(`verdict.${verdict}.title`)}</Title>
          <Text>{t(`verdict.${verdict}.text`)}</Text>
        </div>
      </div>
      {score !== undefined && <ScoreScale score={score} threshold={threshold} match={match} />}
      <div className={styles['pictures']}>
        <figure>
          {pictureUrl && <img src={pictureUrl} alt={t('taken')} className={styles['picture']} />}
          <figcaption>{t('takenCaption')}</figcaption>
        </figure>
        {alike && (
          <figure>
            <div className={styles['picture']}>
              <FacePicture face={alike} />
            </div>
            <figcaption>{t('alikeCaption', { pose: t(`common:poseTitles.${alike.pose}`) })}</figcaption>
          </figure>
        )}
      </div>
      <Text size="sm" c="dimmed">
        {t('meaning')}
      </Text>
    </Stack>
  );
}
