import type { LivenessAction, LivenessGuidance } from '@facegate/contracts';
import { useCallback, useEffect, useRef } from 'react';
import { openLiveConnection } from '../browser/live-connection.js';
import { LiveFrames } from '../browser/live-frames.js';
import { grabFrame, type Picture } from '../browser/picture.js';
import { parseLiveMessage } from '../core/live-messages.js';
import {
  isConnected,
  LIVE_SESSION_WAITING,
  liveSessionReducer,
  type LiveFailure,
  type LivePhase,
  type LiveSession,
} from '../core/live-session.js';
import { livePrompt, type Prompt } from '../core/prompt.js';
import { useMachine, useTicks } from './use-machine.js';
import { useVisibility } from './use-visibility.js';

/** What a session ends with when the server is convinced. */
export interface LiveProof {
  livenessToken: string;
  /** A frame of now, for the server to compare; rejects when the camera is off. */
  takePicture: () => Promise<Picture>;
}

export interface LivenessOptions {
  /** The session begins when there is one. */
  video: HTMLVideoElement | null;
  /** Width by height of the part of the picture that the person sees: only that is sent. */
  aspectRatio: number;
  /** What this person cannot do. Another array begins another session. */
  without: readonly LivenessAction[];
  /** Called once a session. */
  onLive: (proof: LiveProof) => void;
}

export interface Liveness {
  phase: LivePhase['name'];
  prompt: Prompt;
  /** Of the present step; null outside of one. */
  action: LivenessAction | null;
  guidance: LivenessGuidance | null;
  /** Steps that were seen, and how far the present one is, 0…1. */
  done: number;
  progress: number;
  /** How many there will be; 0 until that is known. */
  steps: number;
  /** The connection dropped and is made anew. */
  reconnecting: boolean;
  /** Why it ended, when the phase is `ended`. */
  failure: LiveFailure | null;
}

function view(session: LiveSession) {
  const { phase, steps, guidance, connection, retried } = session;
  const step = phase.name === 'step' ? phase : null;
  return {
    phase: phase.name,
    prompt: livePrompt(phase),
    action: step?.action ?? null,
    guidance,
    done: phase.name === 'live' ? steps : (step?.index ?? 0),
    progress: step?.progress ?? 0,
    steps,
    reconnecting: retried && phase.name === 'connecting',
    failure: phase.name === 'ended' ? phase.failure : null,
    connection: isConnected(session) ? connection : null,
    asked: session.without,
    livenessToken: phase.name === 'live' ? phase.livenessToken : null,
  };
}

const start = (): LiveSession => LIVE_SESSION_WAITING;

/** The server's challenge: sends it what the camera sees and shows what it asks for. Proves nothing by itself. */
export function useLiveness({ video, aspectRatio, without, onLive }: LivenessOptions): Liveness {
  const [shown, dispatch] = useMachine(liveSessionReducer, start, view);
  const { connection, asked, livenessToken, ...visible } = shown;
  const report = useRef(onLive);

  useEffect(() => {
    report.current = onLive;
  }, [onLive]);

  useEffect(() => {
    if (!video) return;
    dispatch({ type: 'begin', without, atMs: performance.now() });
    if (document.hidden) dispatch({ type: 'hidden', atMs: performance.now() });
  }, [dispatch, video, without]);

  useEffect(() => {
    if (!video || connection === null) return undefined;
    const over = new AbortController();
    const tell = (type: 'opened' | 'closed'): void => dispatch({ type, connection, atMs: performance.now() });
    openLiveConnection(
      {
        frames: new LiveFrames(video, aspectRatio),
        start: { type: 'start', purpose: 'sign-in', ...(asked.length > 0 ? { without: [...asked] } : {}) },
        parse: parseLiveMessage,
        onOpened: () => tell('opened'),
        onMessage: (message) => dispatch({ type: 'message', message, connection, atMs: performance.now() }),
        onClosed: () => tell('closed'),
      },
      over.signal,
    );
    return () => over.abort();
  }, [dispatch, video, aspectRatio, asked, connection]);

  useVisibility(dispatch);
  useTicks(dispatch, video !== null && connection !== null);

  const takePicture = useCallback(
    () => (video ? grabFrame(video, { aspectRatio }) : Promise.reject(new Error('The camera is off'))),
    [video, aspectRatio],
  );

  useEffect(() => {
    if (livenessToken !== null) report.current({ livenessToken, takePicture });
  }, [livenessToken, takePicture]);

  return visible;
}
