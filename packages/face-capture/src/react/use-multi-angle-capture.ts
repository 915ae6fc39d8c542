import type { Pose } from '@facegate/contracts';
import { useCallback, useEffect } from 'react';
import type { CreateFaceTracker } from '../browser/face-tracker.js';
import { grabFrame, type Picture } from '../browser/picture.js';
import type { Guidance } from '../core/guidance.js';
import {
  multiAngleReducer,
  startMultiAngle,
  type CapturedSample,
  type CapturePhase,
  type MultiAngleEvent,
  type MultiAngleState,
} from '../core/multi-angle-capture.js';
import { capturePrompt, type Prompt } from '../core/prompt.js';
import { useFaceTracker, type FaceTrackerHandle } from './use-face-tracker.js';
import { useMachine, useTicks } from './use-machine.js';

export interface MultiAngleOptions {
  video: HTMLVideoElement | null;
  /** In the order they are asked for. Must stay the same array. */
  poses: readonly Pose[];
  createTracker: CreateFaceTracker;
}

export interface MultiAngleCapture {
  pose: Pose | null;
  prompt: Prompt;
  guidance: Guidance | null;
  phase: CapturePhase['name'];
  /** 0…1, how much of the hold is over. */
  holdProgress: number;
  /** The pose is not found for long: point at the shutter and at upload. */
  stalled: boolean;
  shutterReady: boolean;
  samples: Readonly<Partial<Record<Pose, CapturedSample<Picture>>>>;
  tracker: FaceTrackerHandle;
  /** Takes a picture of the present pose now, if a single face is there or nobody can tell. */
  shutter: () => void;
  retake: (pose: Pose) => void;
  upload: (pose: Pose, picture: Picture) => void;
  restart: () => void;
}

const reducer = (state: MultiAngleState<Picture>, event: MultiAngleEvent<Picture>): MultiAngleState<Picture> =>
  multiAngleReducer(state, event);

const grabbing = ({ phase }: MultiAngleState<Picture>): number | null =>
  phase.name === 'grabbing' ? phase.request : null;

const view = (state: MultiAngleState<Picture>) => ({
  pose: state.pose,
  prompt: capturePrompt(state.pose, state.phase),
  guidance: state.guidance,
  phase: state.phase.name,
  holdProgress: state.phase.name === 'holding' ? state.phase.progress : 0,
  stalled: state.phase.name === 'seeking' && state.phase.stalled,
  shutterReady: state.shutterReady,
  samples: state.samples,
  grabRequest: grabbing(state),
});

/** Pictures of several poses, one after the other: by themselves, by shutter, or by upload. */
export function useMultiAngleCapture({ video, poses, createTracker }: MultiAngleOptions): MultiAngleCapture {
  const [shown, dispatch] = useMachine(reducer, () => startMultiAngle<Picture>(poses, performance.now()), view);
  const { grabRequest, ...visible } = shown;

  const tracker = useFaceTracker({
    video,
    createTracker,
    active: shown.phase !== 'done',
    onObservation: (observation) => dispatch({ type: 'observed', observation }),
  });
  const { status } = tracker;

  useEffect(() => {
    const tracking = status === 'failed' && video ? 'off' : 'waiting';
    dispatch({ type: 'tracking', tracking, atMs: performance.now() });
  }, [dispatch, status, video]);

  useTicks(dispatch, shown.phase !== 'done');

  useEffect(() => {
    if (grabRequest === null || !video) return;
    grabFrame(video).then(
      (sample) => dispatch({ type: 'grabbed', request: grabRequest, sample, atMs: performance.now() }),
      () => dispatch({ type: 'grab-failed', request: grabRequest, atMs: performance.now() }),
    );
  }, [dispatch, grabRequest, video]);

  const shutter = useCallback(() => dispatch({ type: 'shutter', atMs: performance.now() }), [dispatch]);
  const retake = useCallback((pose: Pose) => dispatch({ type: 'retake', pose, atMs: performance.now() }), [dispatch]);
  const upload = useCallback(
    (pose: Pose, sample: Picture) => dispatch({ type: 'uploaded', pose, sample, atMs: performance.now() }),
    [dispatch],
  );
  const restart = useCallback(() => dispatch({ type: 'restart', atMs: performance.now() }), [dispatch]);

  return { ...visible, tracker, shutter, retake, upload, restart };
}
