import { useCallback, useEffect, useRef } from 'react';
import type { CreateFaceTracker } from '../browser/face-tracker.js';
import { grabFrame, type Picture } from '../browser/picture.js';
import { blinkReducer, startBlink, type BlinkFailure, type BlinkPhase, type BlinkState } from '../core/blink.js';
import type { Guidance } from '../core/guidance.js';
import { blinkPrompt, type Prompt } from '../core/prompt.js';
import { useFaceTracker, type FaceTrackerHandle } from './use-face-tracker.js';
import { useMachine, useTicks } from './use-machine.js';

export interface BlinkOptions {
  video: HTMLVideoElement | null;
  createTracker: CreateFaceTracker;
  /** One frame with open eyes, taken right after the blink was seen. Called once for each `restart()`. */
  onSample: (picture: Picture) => void;
}

export interface BlinkLiveness {
  phase: BlinkPhase['name'];
  prompt: Prompt;
  guidance: Guidance | null;
  /** Why it is to be asked again, when the phase is `timed-out`. */
  failure: BlinkFailure | null;
  /** Milliseconds that the eyes were closed, once seen. */
  blinkDurationMs: number | null;
  tracker: FaceTrackerHandle;
  /** Asks again. */
  restart: () => void;
}

const view = ({ phase, guidance }: BlinkState) => ({
  phase: phase.name,
  prompt: blinkPrompt(phase),
  guidance,
  failure: phase.name === 'timed-out' ? phase.why : null,
  blinkDurationMs: phase.name === 'ready' || phase.name === 'settling' ? phase.blinkDurationMs : null,
});

const start = (): BlinkState => startBlink(performance.now());

/**
 * Asks for a blink and gives a frame when it saw one. Guides the person; proves nothing to the server, which judges
 * liveness on its own.
 */
export function useBlinkLiveness({ video, createTracker, onSample }: BlinkOptions): BlinkLiveness {
  const [shown, dispatch] = useMachine(blinkReducer, start, view);
  const give = useRef(onSample);

  useEffect(() => {
    give.current = onSample;
  }, [onSample]);

  const waiting = shown.phase !== 'ready' && shown.phase !== 'timed-out';
  const tracker = useFaceTracker({
    video,
    createTracker,
    active: waiting,
    onObservation: (observation) => dispatch({ type: 'observed', observation }),
  });
  const running = tracker.status === 'running' && video !== null;

  const restart = useCallback(() => dispatch({ type: 'restart', atMs: performance.now() }), [dispatch]);

  useEffect(() => {
    // The time to find a face starts when somebody looks, not while files load or the browser asks.
    if (running) restart();
  }, [running, restart]);

  useTicks(dispatch, running && waiting);

  useEffect(() => {
    if (shown.phase !== 'ready' || !video) return;
    grabFrame(video).then((picture) => give.current(picture), restart);
  }, [shown.phase, video, restart]);

  return { ...shown, tracker, restart };
}
