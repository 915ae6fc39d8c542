import { POSES, type FacePictureCode, type Pose } from '@facegate/contracts';
import type { Captured, Picture } from '@facegate/face-capture';
import { Anchor, Button, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ApiProblem } from '../../shared/api/problem.js';
import { useObjectUrl } from '../../shared/capture/use-object-url.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { useWait } from '../../shared/ui/use-wait.js';
import { WaitText } from '../../shared/ui/wait-text.js';
import { Waiting } from '../../shared/ui/waiting.js';
import type { PictureFaults } from './picture-faults.js';
import styles from './review-step.module.css';

interface ReviewStepProps {
  pictures: Captured;
  /** The person chose them; they are no proof of a living face. */
  areFiles: boolean;
  faults: PictureFaults;
  problem: ApiProblem | null;
  sending: boolean;
  /** Null: only all of them can be taken again. */
  onRetake: ((pose: Pose) => void) | null;
  onRetakeAll: () => void;
  onCreate: () => void;
}

/** The pictures as they will be stored; then all of it goes to the server at once. */
export function ReviewStep(props: ReviewStepProps) {
  const { pictures, areFiles, faults, problem, sending, onRetake, onRetakeAll, onCreate } = props;
  const { t } = useTranslation('signUp');
  const problemText = useProblemText();
  const wait = useWait(problem);
  const faulty = Object.keys(faults).length > 0;
  return (
    <>
      <StepHeading>{t('review.title')}</StepHeading>
      {faulty ? (
        <Notice kind="problem">{t(onRetake ? 'review.faulty' : 'review.faultyAll')}</Notice>
      ) : (
        <Text c="dimmed">{t(areFiles ? 'review.textFiles' : 'review.text')}</Text>
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md" data-prompt="none">
        {POSES.filter((pose) => pictures[pose]).map((pose) => (
          <ReviewCard
            key={pose}
            pose={pose}
            picture={pictures[pose] ?? null}
            fault={faults[pose] ?? null}
            disabled={sending}
            onRetake={onRetake && (() => onRetake(pose))}
          />
        ))}
      </SimpleGrid>
      <Stack gap="sm">
        {problem && (
          <Notice kind="problem" title={t('failed')}>
            {problemText(wait > 0 ? problem.code : problem)}{' '}
            {problem.code === 'FACE_ALREADY_ENROLLED' && (
              <Anchor component={Link} to="/log-in">
                {t('account.logIn')}
              </Anchor>
            )}
          </Notice>
        )}
        <WaitText seconds={wait} />
        <BusyButton size="lg" fullWidth loading={sending} disabled={faulty || wait > 0} onClick={onCreate}>
          {t('review.create')}
        </BusyButton>
        {sending && <Waiting>{t('review.sending')}</Waiting>}
        {!onRetake && !sending && (
          <Button variant="subtle" leftSection={<IconRefresh size={18} aria-hidden />} onClick={onRetakeAll}>
            {t('review.retakeAll')}
          </Button>
        )}
      </Stack>
    </>
  );
}

interface ReviewCardProps {
  pose: Pose;
  picture: Picture | null;
  fault: FacePictureCode | null;
  disabled: boolean;
  onRetake: (() => void) | null;
}

function ReviewCard({ pose, picture, fault, disabled, onRetake }: ReviewCardProps) {
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
        {onRetake && (
          <Button
            variant={fault ? 'filled' : 'default'}
            size="sm"
            disabled={disabled}
            leftSection={<IconRefresh size={16} aria-hidden />}
            aria-label={t('review.retakePose', { pose: name })}
            onClick={onRetake}
          >
            {t('review.retake')}
          </Button>
        )}
      </div>
    </div>
  );
}
