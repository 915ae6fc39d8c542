import type { Pose } from '@facegate/contracts';
import { useCamera, useMultiAngleCapture, useVideo, type Picture } from '@facegate/face-capture';
import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraGate } from './camera-gate.js';
import { createTracker } from './create-tracker.js';
import { GuidedCapture } from './guided-capture.js';

interface OnePoseCaptureProps {
  pose: Pose;
  onPicture: (picture: Picture) => void;
  onUpload: () => void;
}

/** The guided capture for a single pose. Opens the camera when it appears. */
export function OnePoseCapture({ pose, onPicture, onUpload }: OnePoseCaptureProps) {
  const { t } = useTranslation('capture');
  const [poses] = useState<readonly Pose[]>([pose]);
  const camera = useCamera();
  const [video, videoRef] = useVideo(camera.stream);
  const capture = useMultiAngleCapture({ video, poses, createTracker });
  const taken = capture.samples[pose]?.sample ?? null;
  const { open } = camera;

  useEffect(() => {
    open();
  }, [open]);

  useEffect(() => {
    if (taken) onPicture(taken);
  }, [taken, onPicture]);

  const upload = (
    <Button variant="default" leftSection={<IconUpload size={18} aria-hidden />} onClick={onUpload}>
      {t('uploadInstead')}
    </Button>
  );
  return (
    <CameraGate camera={camera} otherWays={upload}>
      <GuidedCapture camera={camera} capture={capture} videoRef={videoRef} />
    </CameraGate>
  );
}
