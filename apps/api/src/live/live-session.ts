import type {
  LiveEndCode,
  LiveFinish,
  LiveMessage,
  LiveRetake,
  LiveStart,
  WatchEndCode,
  WatchMessage,
} from '@facegate/contracts';

export type EndCode = LiveEndCode | WatchEndCode;

export type ServerMessage =
  | LiveMessage
  | WatchMessage
  | { type: 'result'; live: false; code: EndCode; detail: string; retryAfterSeconds?: number };

/** What a session can say to its client. Once it is over nothing is sent any more. */
export interface LiveLine {
  readonly id: string;
  readonly over: boolean;
  /** Milliseconds of a clock that never goes back: the one of the frames. */
  nowMs(): number;
  send(message: ServerMessage): void;
  /** Ends the session with a last message. `reason` is for the log. */
  conclude(message: ServerMessage, reason: string): void;
  /** Ends it without a success. */
  end(code: EndCode, reason: string, retryAfterSeconds?: number): void;
}

/** What the client may ask for once the session has begun. */
export type LiveWish = LiveRetake | LiveFinish;

/** When a frame came. */
export interface FrameArrival {
  /** Among all binary frames of the connection, from 0, those that found no place included. */
  number: number;
  atMs: number;
}

/** What a connection is for once it has begun. Frames, wishes and ticks come one at a time, in the order of their time. */
export interface LiveSession {
  /** By then it has ended itself, unless a frame never came back from the engine. Left out: it has no end of its own. */
  readonly longestMs?: number;
  /** @throws ProblemError; a frame that finds no place (`BUSY`) is one that was not seen. */
  frame(jpeg: Uint8Array, arrival: FrameArrival, signal: AbortSignal): Promise<void>;
  /** Left out: it takes none. @throws ProblemError */
  wish?(wish: LiveWish, nowMs: number): Promise<void>;
  /** The time alone, a few times a second. @throws ProblemError */
  tick(nowMs: number): Promise<void>;
}

/** @throws ProblemError when none can begin now */
export type BeginLiveSession = (start: LiveStart, line: LiveLine) => Promise<LiveSession>;
