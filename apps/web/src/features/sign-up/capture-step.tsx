import type { Pose } from '@facegate/contracts';
import type { Liveness } from '@facegate/face-capture';
import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PoseStrip } from '../../shared/capture/pose-strip.js';
import { LiveCheck } from '../../shared/liveness/live-check.js';
import { guidedPoses, poseOf } from '../../shared/liveness/live-plan.js';
import type { LiveCapture } from '../../shared/liveness/use-live-capture.js';
import { StepHeading } from '../../shared/ui/step-heading.js';

interface CaptureStepProps {
  live: LiveCapture;
  onUpload: () => void;
}

/** The pose that a picture is being taken of. */
function currentPose({ action, captured }: Liveness): Pose | null {
  const pose = action === null ? 'front' : poseOf(action);
  return pose && !captured[pose] ? pose : null;
}

/** The live session that takes the pictures of the sign-up. */
export function CaptureStep({ live, onUpload }: CaptureStepProps) {
  const { t } = useTranslation('signUp');
  const { liveness } = live;
  return (
    <>
      <StepHeading>{t('capture.title')}</StepHeading>
      <LiveCheck
        live={live}
        above={
          <PoseStrip poses={guidedPoses(live.without)} current={currentPose(liveness)} pictures={liveness.captured} />
        }
        otherWays={
          <Button variant="default" leftSection={<IconUpload size={18} aria-hidden />} onClick={onUpload}>
            {t('camera.onlyPictures')}
          </Button>
        }
      />
    </>
  );
}
