import {
  LIVE_MAX_RETAKES,
  type LiveEndCode,
  type LiveFinish,
  type LiveFrame,
  type LiveMessage,
  type LiveRetake,
  type LiveStepAction,
  type LivenessAction,
  type LivenessGuidance,
  type Pose,
  type ProofPurpose,
} from '@facegate/contracts';
import { CONNECT_DEADLINE_MS, SILENCE_DEADLINE_MS, isTokenRefusal, type LIVE_CLIENT_CODES } from './live-line.js';
import { followMotion, NO_PROGRESS, type HeadAtRest, type MotionProgress } from './motion-progress.js';
import type { Picture } from './picture.js';

/** What a session is for, and what the server needs to know of it. */
export interface LiveWish {
  purpose: ProofPurpose;
  /** Of `sign-in`: whose face it is compared with. */
  username?: string;
  /** Of `add-face`: the one pose to capture. */
  pose?: Pose;
  /** Wait for `finish` once all is captured. */
  review?: boolean;
  /** What this person cannot do. */
  without: readonly LivenessAction[];
}

/** What ends a session whose pictures wait for the person. */
export const REVIEW_END_CODES = ['REVIEW_EXPIRED', 'REVIEW_LOST'] as const;

export interface LiveFailure {
  code: LiveEndCode | (typeof LIVE_CLIENT_CODES)[number] | (typeof REVIEW_END_CODES)[number];
  /** The step in which it ended; null before the first. */
  action: LiveStepAction | null;
  retryAfterS: number | null;
}

export type Captured = Readonly<Partial<Record<Pose, Picture>>>;

/** What a session ends with when the server is convinced. Good for one request, for about a minute. */
export interface LiveProof {
  livenessToken: string;
  nonce: string;
  /** The frames that the server kept, byte for byte as they were sent. */
  pictures: Captured;
  /** By `performance.now()`. */
  provenAtMs: number;
}

export type LivePhase =
  /** There is no picture yet, or the tab is hidden: nothing is sent, and a session begins when that is over. */
  | { name: 'waiting' }
  | { name: 'connecting' }
  /** The server learns how this person looks when nothing is asked. */
  | { name: 'learning' }
  | ({ name: 'step'; index: number; action: LiveStepAction } & MotionProgress)
  /** All is captured and the camera may go off. `again`: this pose is taken again as soon as there is a picture. */
  | { name: 'review'; again: Pose | null }
  | { name: 'finishing' }
  | { name: 'live'; proof: LiveProof }
  | { name: 'ended'; failure: LiveFailure };

export interface LiveSession {
  phase: LivePhase;
  wish: LiveWish | null;
  /** Whether the camera gives pictures. */
  camera: boolean;
  hidden: boolean;
  /** Counts the connections; the present number is the one that is or shall be open. */
  connection: number;
  /** Repeated by the request that uses the proof; null until the socket is open. */
  nonce: string | null;
  /** The steps that the ring shows: more than announced when the server asks for more, and only those of a retake. */
  round: { first: number; count: number };
  captured: Captured;
  /** What the page has to say on this connection, in order. */
  outgoing: readonly (LiveRetake | LiveFinish)[];
  guidance: LivenessGuidance | null;
  /** The head when the present step was told, in degrees. */
  rest: HeadAtRest;
  lastFrame: LiveFrame | null;
  everOpened: boolean;
  /** The one automatic retry is used up. */
  retried: boolean;
  /** This connection uses a fresh access token, after the server refused one. */
  renewed: boolean;
  deadlineMs: number;
}

export type LiveEvent =
  | { type: 'opened'; nonce: string; connection: number; atMs: number }
  | { type: 'closed'; connection: number; atMs: number }
  /** `picture` with `captured`: the frame of that number; null when the page does not have it any more. */
  | { type: 'message'; message: LiveMessage; picture?: Picture | null; connection: number; atMs: number }
  | { type: 'begin'; wish: LiveWish | null; atMs: number }
  | { type: 'camera'; on: boolean; atMs: number }
  | { type: 'retake'; pose: Pose; atMs: number }
  | { type: 'finish' | 'hidden' | 'shown' | 'tick'; atMs: number };

export const LIVE_SESSION_WAITING: LiveSession = {
  phase: { name: 'waiting' },
  wish: null,
  camera: false,
  hidden: false,
  connection: 0,
  nonce: null,
  round: { first: 0, count: 0 },
  captured: {},
  outgoing: [],
  guidance: null,
  rest: { yaw: 0, pitch: 0 },
  lastFrame: null,
  everOpened: false,
  retried: false,
  renewed: false,
  deadlineMs: Infinity,
};

const fresh = ({ wish, camera, hidden, connection }: LiveSession): LiveSession => ({
  ...LIVE_SESSION_WAITING,
  wish,
  camera,
  hidden,
  connection,
});

const connect = (session: LiveSession, atMs: number): LiveSession => ({
  ...fresh(session),
  phase: { name: 'connecting' },
  connection: session.connection + 1,
  deadlineMs: atMs + CONNECT_DEADLINE_MS,
});

const connectIfReady = (session: LiveSession, atMs: number): LiveSession =>
  session.wish && session.camera && !session.hidden ? connect(session, atMs) : session;

/** Whether frames are sent. */
export const isFilming = ({ phase }: LiveSession): boolean =>
  phase.name === 'connecting' || phase.name === 'learning' || phase.name === 'step';

const isReviewing = ({ phase }: LiveSession): boolean => phase.name === 'review' || phase.name === 'finishing';

/** Whether a socket is or shall be open. */
export const isConnected = (session: LiveSession): boolean => isFilming(session) || isReviewing(session);

function end(session: LiveSession, code: LiveFailure['code'], retryAfterS: number | null = null): LiveSession {
  const action = session.phase.name === 'step' ? session.phase.action : null;
  return { ...session, phase: { name: 'ended', failure: { code, action, retryAfterS } }, guidance: null };
}

/** Connects again once, unless there never was a connection. Pictures that wait for the person are gone with it. */
function dropped(session: LiveSession, atMs: number): LiveSession {
  if (isReviewing(session)) return end(session, 'REVIEW_LOST');
  if (!session.everOpened) return end(session, 'UNREACHABLE');
  if (session.retried) return end(session, 'CONNECTION_LOST');
  return { ...connect(session, atMs), everOpened: true, retried: true };
}

function refused(session: LiveSession, code: LiveEndCode, retryAfterS: number | null, atMs: number): LiveSession {
  const { phase, renewed, everOpened } = session;
  if (isReviewing(session) && code === 'TIMED_OUT') return end(session, 'REVIEW_EXPIRED');
  // A second refusal in a row is not a matter of time.
  if (phase.name === 'connecting' && isTokenRefusal(code) && !renewed) {
    return { ...connect(session, atMs), everOpened, renewed: true };
  }
  return end(session, code, retryAfterS);
}

function watchFrame(session: LiveSession, frame: LiveFrame): LiveSession {
  const { phase, rest } = session;
  const seen = { ...session, guidance: frame.guidance, lastFrame: frame };
  if (phase.name !== 'step') return seen;
  return { ...seen, phase: { ...phase, ...followMotion(phase, phase.action, frame, rest) } };
}

function tellStep(session: LiveSession, index: number, action: LiveStepAction): LiveSession {
  const { round, lastFrame } = session;
  return {
    ...session,
    phase: { name: 'step', index, action, ...NO_PROGRESS },
    round: { ...round, count: Math.max(round.count, index - round.first + 1) },
    // A step is told when the head is at rest.
    rest: { yaw: lastFrame?.yaw ?? 0, pitch: lastFrame?.pitch ?? 0 },
    guidance: null,
  };
}

function receive(before: LiveSession, event: LiveEvent & { type: 'message' }): LiveSession {
  const { message, picture = null, atMs } = event;
  const session = { ...before, deadlineMs: atMs + SILENCE_DEADLINE_MS };
  const { phase, round, captured, nonce } = session;
  switch (message.type) {
    case 'ack':
      return phase.name === 'review' ? before : session;
    case 'challenge':
      return { ...session, phase: { name: 'learning' }, round: { first: 0, count: message.steps } };
    case 'step':
      return tellStep(session, message.index, message.action);
    case 'frame':
      // The answer to a frame that was on its way when the review began.
      return phase.name === 'review' ? before : watchFrame(session, message);
    case 'captured':
      // Without its picture the session is of no use.
      if (!picture) return dropped(session, atMs);
      return { ...session, captured: { ...captured, [message.pose]: picture } };
    case 'review': {
      const first = phase.name === 'step' ? phase.index + 1 : round.first;
      return {
        ...session,
        phase: { name: 'review', again: null },
        round: { first, count: 0 },
        guidance: null,
        deadlineMs: atMs + message.expiresInMs + SILENCE_DEADLINE_MS,
      };
    }
    case 'result': {
      if (!message.live) return refused(session, message.code, message.retryAfterSeconds ?? null, atMs);
      const proof = {
        livenessToken: message.livenessToken,
        nonce: nonce ?? '',
        pictures: captured,
        provenAtMs: atMs,
      };
      return { ...session, phase: { name: 'live', proof }, guidance: null };
    }
  }
}

/** The server takes no more than so many. */
export const canRetake = ({ phase, outgoing }: LiveSession): boolean =>
  phase.name === 'review' && outgoing.filter(({ type }) => type === 'retake').length < LIVE_MAX_RETAKES;

/** Asks for a pose again. Frames are sent from then on, so there has to be a picture. */
function takeAgain(session: LiveSession, pose: Pose, atMs: number): LiveSession {
  if (!session.camera) return { ...session, phase: { name: 'review', again: pose } };
  const { [pose]: _forgotten, ...captured } = session.captured;
  return {
    ...session,
    phase: { name: 'learning' },
    captured,
    round: { ...session.round, count: 1 },
    outgoing: [...session.outgoing, { type: 'retake', pose }],
    deadlineMs: atMs + SILENCE_DEADLINE_MS,
  };
}

function turnCamera(before: LiveSession, on: boolean, atMs: number): LiveSession {
  const session = { ...before, camera: on };
  const { phase } = session;
  if (!on) return isFilming(session) ? fresh(session) : session;
  if (phase.name === 'review' && phase.again) return takeAgain(session, phase.again, atMs);
  return phase.name === 'waiting' ? connectIfReady(session, atMs) : session;
}

/** What the page knows of a session on the live socket. Events of an earlier connection change nothing. */
export function liveSessionReducer(session: LiveSession, event: LiveEvent): LiveSession {
  const { atMs } = event;
  if ('connection' in event && (event.connection !== session.connection || !isConnected(session))) return session;
  switch (event.type) {
    case 'opened':
      return { ...session, everOpened: true, nonce: event.nonce };
    case 'message':
      return receive(session, event);
    case 'closed':
      return dropped(session, atMs);
    case 'begin':
      return connectIfReady({ ...fresh(session), wish: event.wish }, atMs);
    case 'camera':
      return turnCamera(session, event.on, atMs);
    case 'retake':
      return canRetake(session) ? takeAgain(session, event.pose, atMs) : session;
    case 'finish': {
      if (session.phase.name !== 'review') return session;
      const outgoing = [...session.outgoing, { type: 'finish' } as const];
      return { ...session, phase: { name: 'finishing' }, outgoing, deadlineMs: atMs + SILENCE_DEADLINE_MS };
    }
    case 'hidden':
      return isFilming(session) ? { ...fresh(session), hidden: true } : { ...session, hidden: true };
    case 'shown': {
      const shown = { ...session, hidden: false };
      return session.phase.name === 'waiting' ? connectIfReady(shown, atMs) : shown;
    }
    case 'tick':
      if (!isConnected(session) || atMs < session.deadlineMs) return session;
      return session.phase.name === 'review' ? end(session, 'REVIEW_EXPIRED') : dropped(session, atMs);
  }
}
