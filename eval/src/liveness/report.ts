import type { LivenessLimits } from '@facegate/face-engine';
import type { Machine } from '../machine.js';
import type { Interval } from '../statistics/binomial.js';
import type { CueResult } from './cue-evaluation.js';

/** Sessions of one kind. */
export interface SessionCount {
  kind: string;
  /** What the sessions are made of. */
  how: string;
  sessions: number;
  /** Sessions that ended live. */
  live: number;
  /** APCER for an attack (live / sessions), BPCER for bona fide (the others / sessions). */
  errorRate: number;
  /** Clopper–Pearson, as if sessions were independent; those of one film are not. */
  exact95: Interval;
  /** How often each end came. */
  ends: Record<string, number>;
}

/** Films that show every action, played whatever is asked, from the luckiest of several starts. */
export interface LuckyCount {
  steps: number;
  starts: number;
  /** Pairs of a challenge and a film. */
  tried: number;
  /** Pairs of which at least one start ended live. */
  live: number;
  /** Of all starts of all pairs: what a single try is worth. */
  liveStarts: number;
}

export interface LivenessReport {
  /** ISO date. */
  measuredOn: string;
  command: string;
  machine: Machine;
  limits: LivenessLimits;
  bonaFide: SessionCount[];
  attacks: SessionCount[];
  /** Not whole sessions: one step alone, to see what its own test is worth. */
  parts: SessionCount[];
  lucky: LuckyCount[];
  cues: CueResult[];
  /** Milliseconds of the judge alone. */
  speed: { frames: number; meanMs: number; p95Ms: number; maxMs: number };
}
