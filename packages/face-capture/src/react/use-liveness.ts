import {
  ACCOUNT_PURPOSES,
  type LiveMessage,
  type LivePurpose,
  type LiveStart,
  type LiveStepAction,
  type LivenessGuidance,
  type Pose,
} from '@facegate/contracts';
import { useCallback, useEffect, useRef } from 'react';
import { LiveConnection } from '../browser/live-connection.js';
import type { LiveFrame } from '../browser/live-frames.js';
import { isTokenRefusal } from '../core/live-line.js';
import { parseLiveMessage } from '../core/live-messages.js';
import {
  canRetake,
  isConnected,
  isFilming,
  LIVE_SESSION_WAITING,
  liveSessionReducer,
  type Captured,
  type LiveFailure,
  type LivePhase,
  type LiveProof,
  type LiveSession,
  type LiveWish,
} from '../core/live-session.js';
import { isMovement } from '../core/motion-progress.js';
import { newNonce } from '../core/nonce.js';
import type { Picture } from '../core/picture.js';
import { livePrompt, type Prompt } from '../core/prompt.js';
import { SentFrames } from '../core/sent-frames.js';
import { useMachine, useTicks } from './use-machine.js';
import { useVisibility } from './use-visibility.js';

export interface LivenessOptions {
  /** The session begins when there is one. Only a review bears that it goes. */
  video: HTMLVideoElement | null;
  /** Width by height of the part of the picture that the person sees: only that is sent. */
  aspectRatio: number;
  /** Null: no session. Another object begins another session. */
  wish: LiveWish | null;
  /**
   * For a session that belongs to an account: an access token that holds, another one than `refused`. Rejects when there is none just now.
   * Must stay the same function.
   */
  accessToken: (refused: string | null) => Promise<string>;
  /** Called once a session. */
  onLive: (proof: LiveProof) => void;
}

export interface Liveness {
  /** `waiting` also before a pose is taken again, until there is a picture. */
  phase: LivePhase['name'];
  prompt: Prompt;
  /** Of the present step; null outside of one. */
  action: LiveStepAction | null;
  guidance: LivenessGuidance | null;
  /** Steps that were seen, and how far the present one is: 1 is the mark, more is past it. */
  done: number;
  progress: number;
  /** Whether the present step has a mark. */
  marked: boolean;
  /** How many there will be, as far as is known; 0 until then. */
  steps: number;
  /** The connection dropped and is opened again. */
  reconnecting: boolean;
  /** What the server has kept a frame of so far. */
  captured: Captured;
  /** Whether a pose can be taken again just now. */
  retakable: boolean;
  /** Why it ended, when the phase is `ended`. */
  failure: LiveFailure | null;
  /** While `retakable`: takes a pose again, as soon as the camera shows a picture. */
  retake: (pose: Pose) => void;
  /** Ends a review: `onLive` follows. */
  finish: () => void;
  /** Begins another session for the same wish. */
  again: () => void;
}

/** What the hook itself needs. */
interface Inner {
  connection: number | null;
  filming: boolean;
  outgoing: LiveSession['outgoing'];
  asked: LiveWish | null;
  proof: LiveProof | null;
}

function view(session: LiveSession): Omit<Liveness, 'retake' | 'finish' | 'again'> & Inner {
  const { phase, round, guidance, connection, retried, captured } = session;
  const step = phase.name === 'step' ? phase : null;
  const isOver = phase.name === 'review' || phase.name === 'finishing' || phase.name === 'live';
  return {
    phase: phase.name === 'review' && phase.again ? 'waiting' : phase.name,
    prompt: livePrompt(phase),
    action: step?.action ?? null,
    guidance,
    done: step ? step.index - round.first : isOver ? round.count : 0,
    progress: step?.progress ?? 0,
    marked: step !== null && isMovement(step.action),
    steps: round.count,
    reconnecting: retried && phase.name === 'connecting',
    captured,
    retakable: canRetake(session),
    failure: phase.name === 'ended' ? phase.failure : null,
    connection: isConnected(session) ? connection : null,
    filming: isFilming(session),
    outgoing: session.outgoing,
    asked: session.wish,
    proof: phase.name === 'live' ? phase.proof : null,
  };
}

const start = (): LiveSession => LIVE_SESSION_WAITING;

const needsAccount = (purpose: LivePurpose): boolean => ACCOUNT_PURPOSES.some((one) => one === purpose);

const pictureOf = ({ jpeg, widthPx, heightPx }: LiveFrame): Picture => ({
  blob: new Blob([jpeg], { type: 'image/jpeg' }),
  widthPx,
  heightPx,
});

/** The server's challenge: sends it what the camera sees and shows what it asks for. Proves nothing by itself. */
export function useLiveness({ video, aspectRatio, wish, accessToken, onLive }: LivenessOptions): Liveness {
  const [shown, dispatch] = useMachine(liveSessionReducer, start, view);
  const { connection, filming, outgoing, asked, proof, ...visible } = shown;
  const line = useRef<{ open: LiveConnection<LiveMessage>; said: number } | null>(null);
  const refused = useRef<string | null>(null);
  const report = useRef(onLive);

  useEffect(() => {
    report.current = onLive;
  }, [onLive]);

  const begin = useCallback(() => dispatch({ type: 'begin', wish, atMs: performance.now() }), [dispatch, wish]);

  useEffect(() => {
    if (document.hidden) dispatch({ type: 'hidden', atMs: performance.now() });
    begin();
  }, [dispatch, begin]);

  const on = video !== null;
  useEffect(() => {
    dispatch({ type: 'camera', on, atMs: performance.now() });
  }, [dispatch, on]);

  useEffect(() => {
    if (connection === null || !asked) return undefined;
    const over = new AbortController();
    const { purpose, without, ...rest } = asked;
    const nonce = newNonce();
    const frames = new SentFrames<LiveFrame>();
    let token: string | undefined;
    const open = new LiveConnection(
      {
        aspectRatio,
        start: async (): Promise<LiveStart> => {
          if (needsAccount(purpose)) token = await accessToken(refused.current);
          return {
            type: 'start',
            purpose,
            nonce,
            ...rest,
            ...(without.length > 0 && { without: [...without] }),
            ...(token !== undefined && { accessToken: token }),
          };
        },
        parse: parseLiveMessage,
        onOpened: () => dispatch({ type: 'opened', nonce, connection, atMs: performance.now() }),
        onSent: (frame, atMs) => frames.add(frame, atMs),
        onMessage: (message) => {
          if (message.type === 'result' && !message.live && isTokenRefusal(message.code)) {
            refused.current = token ?? null;
          }
          const frame = message.type === 'captured' ? frames.at(message.frame) : null;
          const picture = frame && pictureOf(frame);
          dispatch({ type: 'message', message, picture, connection, atMs: performance.now() });
        },
        onClosed: () => dispatch({ type: 'closed', connection, atMs: performance.now() }),
      },
      over.signal,
    );
    line.current = { open, said: 0 };
    return () => {
      line.current = null;
      over.abort();
    };
  }, [dispatch, aspectRatio, asked, accessToken, connection]);

  // Before frames go out again: the server counts from what it is told.
  useEffect(() => {
    const present = line.current;
    if (!present || connection === null) return;
    for (const message of outgoing.slice(present.said)) present.open.say(message);
    present.said = outgoing.length;
  }, [connection, outgoing]);

  useEffect(() => {
    if (connection !== null) line.current?.open.film(filming ? video : null);
  }, [connection, filming, video]);

  useVisibility(dispatch);
  useTicks(dispatch, connection !== null);

  useEffect(() => {
    if (proof) report.current(proof);
  }, [proof]);

  const retake = useCallback((pose: Pose) => dispatch({ type: 'retake', pose, atMs: performance.now() }), [dispatch]);
  const finish = useCallback(() => dispatch({ type: 'finish', atMs: performance.now() }), [dispatch]);
  return { ...visible, retake, finish, again: begin };
}
