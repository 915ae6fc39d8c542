import type { LivenessAction } from '@facegate/contracts';
import { useLiveness, useVideo, type Camera, type Liveness, type LiveProof } from '@facegate/face-capture';
import { useEffect, useMemo, useState, type RefCallback } from 'react';
import { accessToken } from '../api/http.js';
import { STAGE_ASPECT_RATIO } from '../capture/capture-stage.js';
import type { LivePlan } from './live-plan.js';

export interface LiveCapture {
  camera: Camera;
  videoRef: RefCallback<HTMLVideoElement>;
  liveness: Liveness;
  plan: LivePlan;
  /** What the person said they cannot do. */
  without: readonly LivenessAction[];
  /** Begins again, from the start. */
  again: () => void;
  /** Begins again without that movement. */
  cannot: (action: LivenessAction) => void;
}

interface LiveCaptureOptions {
  camera: Camera;
  /** Another object begins another session. */
  plan: LivePlan;
  onLive: (proof: LiveProof) => void;
}

/** A live session before a camera that goes off when nothing is sent of it any more. */
export function useLiveCapture({ camera, plan, onLive }: LiveCaptureOptions): LiveCapture {
  const [video, videoRef] = useVideo(camera.stream);
  const [without, setWithout] = useState<readonly LivenessAction[]>([]);
  const wish = useMemo(() => ({ ...plan, without }), [plan, without]);
  const liveness = useLiveness({ video, aspectRatio: STAGE_ASPECT_RATIO, wish, accessToken, onLive });
  const { phase } = liveness;
  const { open, close, state } = camera;

  useEffect(() => {
    if (phase === 'ended' || phase === 'review') close();
  }, [phase, close]);

  const again = (): void => {
    liveness.again();
    open();
  };
  const cannot = (action: LivenessAction): void => {
    setWithout([...without, action]);
    if (state.phase !== 'live') open();
  };
  return { camera, videoRef, liveness, plan, without, again, cannot };
}
