import { SIGN_UP_POSES } from '@facegate/contracts';
import type { Camera, MultiAngleCapture } from '@facegate/face-capture';
import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import type { RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraGate } from '../../shared/capture/camera-gate.js';
import { GuidedCapture } from '../../shared/capture/guided-capture.js';
import { PoseStrip } from '../../shared/capture/pose-strip.js';
import { StepHeading } from '../../shared/ui/step-heading.js';

interface CaptureStepProps {
  camera: Camera;
  capture: MultiAngleCapture;
  videoRef: RefCallback<HTMLVideoElement>;
  onUpload: () => void;
}

export function CaptureStep({ camera, capture, videoRef, onUpload }: CaptureStepProps) {
  const { t } = useTranslation(['signUp', 'capture']);
  const upload = (
    <Button variant="default" leftSection={<IconUpload size={18} aria-hidden />} onClick={onUpload}>
      {t('capture:uploadInstead')}
    </Button>
  );
  return (
    <>
      <StepHeading>{t('capture.title')}</StepHeading>
      <CameraGate camera={camera} otherWays={upload}>
        <PoseStrip poses={SIGN_UP_POSES} current={capture.pose} samples={capture.samples} />
        <GuidedCapture camera={camera} capture={capture} videoRef={videoRef} />
      </CameraGate>
    </>
  );
}
