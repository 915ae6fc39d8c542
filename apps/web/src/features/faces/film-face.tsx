import type { Pose } from '@facegate/contracts';
import type { LiveProof } from '@facegate/face-capture';
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCameraAtOnce } from '../../shared/capture/use-camera-at-once.js';
import { LiveCheck } from '../../shared/liveness/live-check.js';
import type { LivePlan } from '../../shared/liveness/live-plan.js';
import { useLiveCapture } from '../../shared/liveness/use-live-capture.js';

interface FilmFaceProps {
  pose: Pose;
  onProof: (proof: LiveProof) => void;
  onStop: () => void;
}

/** The live session that takes one more face. Opens the camera by itself. */
export function FilmFace({ pose, onProof, onStop }: FilmFaceProps) {
  const { t } = useTranslation('faces');
  const camera = useCameraAtOnce();
  const plan = useMemo<LivePlan>(() => ({ purpose: 'add-face', pose }), [pose]);
  const live = useLiveCapture({ camera, plan, onLive: onProof });
  return (
    <LiveCheck
      live={live}
      otherWays={
        <Button variant="default" onClick={onStop}>
          {t('add.stop')}
        </Button>
      }
    />
  );
}
