import type { LiveRecognition, WatchEnd, WatchEndCode, WatchMessage } from '@facegate/contracts';
import { NO_FIGURES, withFigures, type AnswerFigures } from './answer-figures.js';
import { NO_TRACKS, withAnswer, withoutStale, type FaceTracks } from './face-tracks.js';
import { CONNECT_DEADLINE_MS, SILENCE_DEADLINE_MS, isTokenRefusal, type LIVE_CLIENT_CODES } from './live-line.js';
import { seenFace } from './seen-face.js';

/** Why there are no answers just now. It is tried again `againAtMs`, or when the person says so. */
export interface WatchFailure {
  code: WatchEndCode | (typeof LIVE_CLIENT_CODES)[number];
  againAtMs: number;
}

export type WatchPhase =
  /** There is no picture yet, or the tab is hidden: nothing is sent. */
  | { name: 'waiting' }
  /** `renewed`: with another access token, since the server refused the last one. */
  | { name: 'connecting'; renewed: boolean }
  | { name: 'watching' }
  | { name: 'resting'; failure: WatchFailure };

/** A frame on its way. The server answers them in the order in which they came. */
export interface SentFrame {
  /** When the camera's picture was taken. */
  atMs: number;
  widthPx: number;
  heightPx: number;
}

export interface WatchSession {
  phase: WatchPhase;
  /** Counts the connections; the present number is the one that is or shall be open. */
  connection: number;
  /** Whether points of each face are asked for. */
  landmarks: boolean;
  /** One after the other, without an answer between them. */
  failures: number;
  everOpened: boolean;
  inFlight: readonly SentFrame[];
  tracks: FaceTracks;
  figures: AnswerFigures;
  deadlineMs: number;
  /** While it rests: the latest moment that is known. */
  nowMs: number;
}

export type WatchEvent =
  | { type: 'opened' | 'closed'; connection: number; atMs: number }
  | { type: 'message'; message: WatchMessage; connection: number; atMs: number }
  | { type: 'sent'; frame: SentFrame; connection: number; atMs: number }
  | { type: 'begin'; landmarks: boolean; atMs: number }
  | { type: 'retry' | 'hidden' | 'shown' | 'tick'; atMs: number };

export const WATCH_WAITING: WatchSession = {
  phase: { name: 'waiting' },
  connection: 0,
  landmarks: false,
  failures: 0,
  everOpened: false,
  inFlight: [],
  tracks: NO_TRACKS,
  figures: NO_FIGURES,
  deadlineMs: Infinity,
  nowMs: 0,
};

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** Whether a socket is or shall be open. */
export const isWatching = ({ phase }: WatchSession): boolean =>
  phase.name === 'connecting' || phase.name === 'watching';

/** Faces stay where they are: a connection that is made anew at once is not seen. */
const connect = (session: WatchSession, atMs: number, renewed = false): WatchSession => ({
  ...session,
  phase: { name: 'connecting', renewed },
  connection: session.connection + 1,
  inFlight: [],
  deadlineMs: atMs + CONNECT_DEADLINE_MS,
});

function rest(session: WatchSession, code: WatchFailure['code'], atMs: number, retryAfterS = 0): WatchSession {
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** session.failures);
  const failure = { code, againAtMs: atMs + Math.max(pauseMs, retryAfterS * 1000) };
  return {
    ...session,
    phase: { name: 'resting', failure },
    failures: session.failures + 1,
    inFlight: [],
    tracks: NO_TRACKS,
    figures: NO_FIGURES,
    deadlineMs: failure.againAtMs,
    nowMs: atMs,
  };
}

const lost = (session: WatchSession, atMs: number): WatchSession =>
  rest(session, session.everOpened ? 'CONNECTION_LOST' : 'UNREACHABLE', atMs);

function recognised(session: WatchSession, { faces, latencyMs }: LiveRecognition, atMs: number): WatchSession {
  const [frame] = session.inFlight;
  if (!frame) return session;
  const seen = faces.flatMap((face) => seenFace(face, frame) ?? []);
  return {
    ...session,
    failures: 0,
    tracks: withAnswer(session.tracks, seen, atMs),
    figures: withFigures(session.figures, { atMs, delayMs: atMs - frame.atMs, serverMs: latencyMs }),
  };
}

/** The first gives the credit to begin with; every later one says that a frame is done with, seen or not. */
function acknowledged(session: WatchSession, atMs: number): WatchSession {
  if (session.phase.name === 'connecting') return { ...session, phase: { name: 'watching' }, deadlineMs: Infinity };
  const inFlight = session.inFlight.slice(1);
  return { ...session, inFlight, deadlineMs: inFlight.length > 0 ? atMs + SILENCE_DEADLINE_MS : Infinity };
}

function ended(session: WatchSession, { code, retryAfterSeconds }: WatchEnd, atMs: number): WatchSession {
  const { phase } = session;
  // A second refusal in a row is no matter of time.
  const renewed = phase.name === 'connecting' && phase.renewed;
  if (isTokenRefusal(code) && !renewed) return connect(session, atMs, true);
  return rest(session, code, atMs, retryAfterSeconds);
}

function receive(session: WatchSession, message: WatchMessage, atMs: number): WatchSession {
  switch (message.type) {
    case 'ack':
      return acknowledged(session, atMs);
    case 'recognition':
      return recognised(session, message, atMs);
    case 'result':
      return ended(session, message, atMs);
  }
}

/** The server answers every frame: with none on its way, silence means nothing. */
function sent(session: WatchSession, frame: SentFrame, atMs: number): WatchSession {
  const deadlineMs = session.inFlight.length > 0 ? session.deadlineMs : atMs + SILENCE_DEADLINE_MS;
  return { ...session, inFlight: [...session.inFlight, frame], deadlineMs };
}

function passed(session: WatchSession, atMs: number): WatchSession {
  const resting = session.phase.name === 'resting';
  if (atMs >= session.deadlineMs) return resting ? connect(session, atMs) : lost(session, atMs);
  if (resting) return { ...session, nowMs: atMs };
  const tracks = withoutStale(session.tracks, atMs);
  return tracks === session.tracks ? session : { ...session, tracks };
}

/** What the page knows of a `watch` on the live socket. Events of an earlier connection change nothing. */
export function watchSessionReducer(before: WatchSession, event: WatchEvent): WatchSession {
  const { atMs } = event;
  if ('connection' in event && (event.connection !== before.connection || !isWatching(before))) return before;
  switch (event.type) {
    case 'opened':
      return { ...before, everOpened: true };
    case 'message':
      return receive(before, event.message, atMs);
    case 'sent':
      return sent(before, event.frame, atMs);
    case 'closed':
      return lost(before, atMs);
    case 'hidden':
      return { ...WATCH_WAITING, connection: before.connection, landmarks: before.landmarks };
    case 'shown':
      return before.phase.name === 'waiting' ? connect(before, atMs) : before;
    case 'begin':
      return connect({ ...before, landmarks: event.landmarks }, atMs);
    case 'retry':
      return before.phase.name === 'resting' ? connect(before, atMs) : before;
    case 'tick':
      return passed(before, atMs);
  }
}
