import type { LiveEndCode, LiveFrame, LiveMessage, LivenessAction, LivenessGuidance } from '@facegate/contracts';

/** From opening the socket to the server's challenge. */
export const CONNECT_DEADLINE_MS = 8_000;
/** The server answers every frame: a longer silence is a dead line. */
export const SILENCE_DEADLINE_MS = 8_000;
/** Degrees that fill a step's part of the ring. For the eye only: the server judges. */
const FULL_MOTION_DEGREES = 15;
/** Only the server fills it. */
const NEARLY = 0.9;

/** What ends a session besides the server. */
export const LIVE_CLIENT_CODES = [
  /** No socket ever opened: the server is away, or something on the way blocks WebSocket. */
  'UNREACHABLE',
  /** It dropped, and dropped again. */
  'CONNECTION_LOST',
] as const;

export interface LiveFailure {
  code: LiveEndCode | (typeof LIVE_CLIENT_CODES)[number];
  /** The step in which it ended; null before the first. */
  action: LivenessAction | null;
  retryAfterS: number | null;
}

export type LivePhase =
  /** There is no picture yet, or the tab is hidden: nothing is sent, and a new session begins when that is over. */
  | { name: 'waiting' }
  | { name: 'connecting' }
  /** The server learns how this person looks when nothing is asked. */
  | { name: 'learning' }
  /** `progress` 0…1: how far the movement is; once all of it was seen, `wayBack`: the head has to come to rest again. */
  | { name: 'step'; index: number; action: LivenessAction; progress: number; wayBack: boolean }
  | { name: 'live'; livenessToken: string }
  | { name: 'ended'; failure: LiveFailure };

export interface LiveSession {
  phase: LivePhase;
  /** Counts the connections; the present number is the one that is or shall be open. */
  connection: number;
  /** What this person cannot do. */
  without: readonly LivenessAction[];
  /** How many steps there will be; 0 until that is known. */
  steps: number;
  guidance: LivenessGuidance | null;
  /** The head when the present step was told, in degrees. */
  rest: { yaw: number; pitch: number };
  lastFrame: LiveFrame | null;
  everOpened: boolean;
  /** The one automatic retry is used up. */
  retried: boolean;
  deadlineMs: number;
}

export type LiveEvent =
  | { type: 'opened' | 'closed'; connection: number; atMs: number }
  | { type: 'message'; message: LiveMessage; connection: number; atMs: number }
  | { type: 'begin'; without: readonly LivenessAction[]; atMs: number }
  | { type: 'hidden' | 'shown' | 'tick'; atMs: number };

export const LIVE_SESSION_WAITING: LiveSession = {
  phase: { name: 'waiting' },
  connection: 0,
  without: [],
  steps: 0,
  guidance: null,
  rest: { yaw: 0, pitch: 0 },
  lastFrame: null,
  everOpened: false,
  retried: false,
  deadlineMs: Infinity,
};

const connect = ({ connection, without }: LiveSession, atMs: number): LiveSession => ({
  ...LIVE_SESSION_WAITING,
  phase: { name: 'connecting' },
  connection: connection + 1,
  without,
  deadlineMs: atMs + CONNECT_DEADLINE_MS,
});

/** Whether a socket is or shall be open. */
export const isConnected = ({ phase }: LiveSession): boolean =>
  phase.name === 'connecting' || phase.name === 'learning' || phase.name === 'step';

const actionOf = (phase: LivePhase): LivenessAction | null => (phase.name === 'step' ? phase.action : null);

function end(session: LiveSession, code: LiveFailure['code'], retryAfterS: number | null = null): LiveSession {
  const failure = { code, action: actionOf(session.phase), retryAfterS };
  return { ...session, phase: { name: 'ended', failure }, guidance: null };
}

/** Once anew by itself, unless there never was a connection. */
function dropped(session: LiveSession, atMs: number): LiveSession {
  if (!isConnected(session)) return session;
  if (!session.everOpened) return end(session, 'UNREACHABLE');
  if (session.retried) return end(session, 'CONNECTION_LOST');
  return { ...connect(session, atMs), everOpened: true, retried: true };
}

function watchFrame(session: LiveSession, frame: LiveFrame): LiveSession {
  const { phase, rest } = session;
  const seen = { ...session, guidance: frame.guidance, lastFrame: frame };
  if (phase.name !== 'step') return seen;
  const wayBack = frame.guidance === 'look-back' || (phase.wayBack && frame.guidance !== 'turn-further');
  const progress = wayBack ? 1 : Math.max(Math.min(phase.progress, NEARLY), degreesDone(phase.action, frame, rest));
  return { ...seen, phase: { ...phase, progress, wayBack } };
}

function degreesDone(action: LivenessAction, { yaw, pitch }: LiveFrame, rest: LiveSession['rest']): number {
  const left = (yaw ?? rest.yaw) - rest.yaw;
  const up = (pitch ?? rest.pitch) - rest.pitch;
  const degrees = { blink: 0, 'turn-left': left, 'turn-right': -left, 'look-up': up, 'look-down': -up }[action];
  return Math.min(NEARLY, Math.max(0, degrees / FULL_MOTION_DEGREES));
}

function receive(before: LiveSession, message: LiveMessage, atMs: number): LiveSession {
  const session = { ...before, deadlineMs: atMs + SILENCE_DEADLINE_MS };
  const { lastFrame } = session;
  switch (message.type) {
    case 'ack':
      return session;
    case 'challenge':
      return { ...session, phase: { name: 'learning' }, steps: message.steps };
    case 'step':
      return {
        ...session,
        phase: { name: 'step', index: message.index, action: message.action, progress: 0, wayBack: false },
        // A step is told when the head is at rest.
        rest: { yaw: lastFrame?.yaw ?? 0, pitch: lastFrame?.pitch ?? 0 },
        guidance: null,
      };
    case 'frame':
      return watchFrame(session, message);
    case 'result':
      if (!message.live) return end(session, message.code, message.retryAfterSeconds ?? null);
      return { ...session, phase: { name: 'live', livenessToken: message.livenessToken }, guidance: null };
  }
}

/** What the page knows of a session on the live socket. Events of an earlier connection change nothing. */
export function liveSessionReducer(session: LiveSession, event: LiveEvent): LiveSession {
  const { atMs } = event;
  if ('connection' in event && (event.connection !== session.connection || !isConnected(session))) return session;
  switch (event.type) {
    case 'opened':
      return { ...session, everOpened: true };
    case 'message':
      return receive(session, event.message, atMs);
    case 'closed':
      return dropped(session, atMs);
    case 'hidden':
      return isConnected(session) ? { ...session, phase: { name: 'waiting' }, guidance: null } : session;
    case 'shown':
      return session.phase.name === 'waiting' ? connect(session, atMs) : session;
    case 'begin':
      return connect({ ...session, without: event.without }, atMs);
    case 'tick':
      return atMs >= session.deadlineMs ? dropped(session, atMs) : session;
  }
}
