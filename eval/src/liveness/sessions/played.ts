import type { SuiteName } from './suites.js';

/** What came of one session; numbers and names only. */
export interface PlayedSession {
  suite: SuiteName;
  kind: string;
  bonaFide: boolean;
  /** The first is whose session it is. */
  people: readonly string[];
  steps: number;
  condition: string;
  /** `live`, a failure's code, or `end` when the footage ended first: then it has proved nothing. */
  end: string;
  detail: string;
  durationMs: number;
  /** Steps that were told, those that a doubt added as well. */
  told: number;
  /** Comparison score of a live session's proof with each account's template, by person; in the suite `morph`. */
  scores?: Readonly<Record<string, number>>;
}

/** What a thread plays: of `threads` shares of all sessions of the suites that of `thread`. */
export interface PlayJob {
  list: string;
  data: string;
  keys: { folder: string; shots: string; facts: string };
  suites: SuiteName[];
  effort: 'quick' | 'full';
  thread: number;
  threads: number;
}

/** What a thread says: first how many sessions it has, then each that was played, then all of them. */
export type PlayMessage = { planned: number } | 'played' | PlayedPart;

export interface PlayedPart {
  sessions: PlayedSession[];
  /** What the judge took for each frame. */
  timesMs: Float32Array;
}
