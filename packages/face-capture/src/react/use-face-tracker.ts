import { useCallback, useEffect, useRef, useState } from 'react';
import type { CreateFaceTracker, FaceTracker } from '../browser/face-tracker.js';
import { eachFrame } from '../browser/frame-loop.js';
import type { FrameObservation } from '../core/observation.js';

/** Its files come over the network: slow lines get their time, dead ones an end. */
export const TRACKER_LOAD_DEADLINE_MS = 90_000;

export type TrackerStatus = 'loading' | 'running' | 'failed';

export interface FaceTrackerOptions {
  /** Null while there is no picture; the tracker loads meanwhile. */
  video: HTMLVideoElement | null;
  /** Must stay the same function. */
  createTracker: CreateFaceTracker;
  /** Frames are looked at only while this is true. Default true. */
  active?: boolean;
  onObservation: (observation: FrameObservation) => void;
}

export interface FaceTrackerHandle {
  status: TrackerStatus;
  /** Loads it again after it failed. */
  retry: () => void;
}

/** Loads the tracker when mounted, feeds it every new frame, frees it when unmounted. */
export function useFaceTracker(options: FaceTrackerOptions): FaceTrackerHandle {
  const { video, createTracker, active = true, onObservation } = options;
  const [attempt, setAttempt] = useState(0);
  const [tracker, setTracker] = useState<FaceTracker | null>(null);
  const [failedAttempt, setFailedAttempt] = useState<number | null>(null);
  const report = useRef(onObservation);

  useEffect(() => {
    report.current = onObservation;
  }, [onObservation]);

  useEffect(() => {
    const unmounted = new AbortController();
    let made: FaceTracker | null = null;
    const load = async (): Promise<void> => {
      try {
        const deadline = AbortSignal.timeout(TRACKER_LOAD_DEADLINE_MS);
        made = await createTracker(AbortSignal.any([unmounted.signal, deadline]));
        if (unmounted.signal.aborted) made.close();
        else setTracker(made);
      } catch {
        if (!unmounted.signal.aborted) setFailedAttempt(attempt);
      }
    };
    void load();
    return () => {
      unmounted.abort();
      setTracker(null);
      made?.close();
    };
  }, [createTracker, attempt]);

  useEffect(() => {
    if (!video || !tracker || !active) return undefined;
    const stopped = new AbortController();
    eachFrame(video, stopped.signal, (atMs) => {
      let observation: FrameObservation;
      try {
        observation = tracker.observe(video, atMs);
      } catch {
        stopped.abort();
        setFailedAttempt(attempt);
        return;
      }
      report.current(observation);
    });
    return () => stopped.abort();
  }, [video, tracker, active, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  if (failedAttempt === attempt) return { status: 'failed', retry };
  return { status: tracker ? 'running' : 'loading', retry };
}
