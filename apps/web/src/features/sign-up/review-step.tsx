import { SIGN_UP_POSES, type FacePictureCode, type Pose } from '@facegate/contracts';
import type { MultiAngleCapture, Picture } from '@facegate/face-capture';
import { Button, SimpleGrid, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useObjectUrl } from '../../shared/capture/use-object-url.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { Notice } from '../../shared/ui/notice.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import type { PictureFaults } from './picture-faults.js';
import styles from './review-step.module.css';

interface ReviewStepProps {
  samples: MultiAngleCapture['samples'];
  faults: PictureFaults;
  onRetake: (pose: Pose) => void;
  onContinue: () => void;
}

export function ReviewStep({ samples, faults, onRetake, onContinue }: ReviewStepProps) {
  const { t } = useTranslation('signUp');
  const faulty = Object.keys(faults).length > 0;
  return (
    <>
      <StepHeading>{t('review.title')}</StepHeading>
      {faulty ? <Notice kind="problem">{t('review.faulty')}</Notice> : <Text c="dimmed">{t('review.text')}</Text>}
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md" data-prompt="none">
        {SIGN_UP_POSES.map((pose) => (
          <ReviewCard
            key={pose}
            pose={pose}
            picture={samples[pose]?.sample ?? null}
            fault={faults[pose] ?? null}
            onRetake={() => onRetake(pose)}
          />
        ))}
      </SimpleGrid>
      <Button size="lg" disabled={faulty} onClick={onContinue}>
        {t('review.continue')}
      </Button>
    </>
  );
}

interface ReviewCardProps {
  pose: Pose;
  picture: Picture | null;
  fault: FacePictureCode | null;
  onRetake: () => void;
}

function ReviewCard({ pose, picture, fault, onRetake }: ReviewCardProps) {
  const { t } = useTranslation(['signUp', 'common']);
  const problemText = useProblemText();
  const url = useObjectUrl(picture?.blob ?? null);
  const name = t(`common:poses.${pose}`);
  return (
    <div className={styles['card']} data-faulty={fault ? true : undefined} data-pose={pose}>
      <div className={styles['frame']}>
        {url && <img src={url} alt={t('review.picture', { pose: name })} className={styles['picture']} />}
      </div>
      <div className={styles['words']}>
        <Title order={2} size="h3">
          {t(`common:poseTitles.${pose}`)}
        </Title>
        {fault && (
          <Text size="sm" c="red" className={styles['fault']}>
            {problemText(fault)}
          </Text>
        )}
        <Button
          variant={fault ? 'filled' : 'default'}
          size="sm"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={onRetake}
        >
          {t('review.retake', { pose: name })}
        </Button>
      </div>
    </div>
  );
}
