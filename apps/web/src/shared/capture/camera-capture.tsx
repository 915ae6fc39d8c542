import type { Pose } from '@facegate/contracts';
import { useMultiAngleCapture, useVideo, type Picture } from '@facegate/face-capture';
import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraGate } from './camera-gate.js';
import { createTracker } from './create-tracker.js';
import { GuidedCapture } from './guided-capture.js';
import { PoseStrip } from './pose-strip.js';
import { useCameraAtOnce } from './use-camera-at-once.js';

interface CameraCaptureProps {
  /** In the order they are asked for; those of the first drawing count. */
  poses: readonly Pose[];
  /** Each as it is taken, in that order. */
  onPicture: (picture: Picture, pose: Pose) => void;
  onDone?: () => void;
  onUpload: () => void;
}

/** The guided capture of one pose or several. Opens the camera when it appears. */
export function CameraCapture({ poses: wanted, onPicture, onDone, onUpload }: CameraCaptureProps) {
  const { t } = useTranslation('capture');
  const [poses] = useState(wanted);
  const camera = useCameraAtOnce();
  const [video, videoRef] = useVideo(camera.stream);
  const capture = useMultiAngleCapture({ video, poses, createTracker });
  const { samples, phase } = capture;
  const given = useRef(new Set<Pose>());

  useEffect(() => {
    for (const pose of poses) {
      const taken = samples[pose]?.sample;
      if (!taken || given.current.has(pose)) continue;
      given.current.add(pose);
      onPicture(taken, pose);
    }
    if (phase === 'done') onDone?.();
  }, [poses, samples, phase, onPicture, onDone]);

  const upload = (
    <Button variant="default" leftSection={<IconUpload size={18} aria-hidden />} onClick={onUpload}>
      {t('uploadInstead')}
    </Button>
  );
  return (
    <CameraGate camera={camera} otherWays={upload}>
      {poses.length > 1 && <PoseStrip poses={poses} current={capture.pose} samples={samples} />}
      <GuidedCapture camera={camera} capture={capture} videoRef={videoRef} />
    </CameraGate>
  );
}
