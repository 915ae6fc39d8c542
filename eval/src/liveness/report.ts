import type { LivenessLimits } from '@facegate/face-engine';
import type { Machine } from '../machine.js';
import type { CueResult } from './cue-evaluation.js';
import type { ErrorRate } from './error-rates.js';
import type { HeadRoc } from './head-roc.js';
import type { MatchRow } from './match-rates.js';

/** Sessions of one kind: BPCER of real people, APCER of attacks. */
export interface RateRow {
  name: string;
  all: ErrorRate;
  /** By number of steps. */
  bySteps: { steps: number; rate: ErrorRate }[];
  /** How often each end came; `end` is footage that ended first and proves nothing. */
  ends: Record<string, number>;
  /** Of several people the one with the most errors. */
  worst?: { person: string; rate: number };
}

/** Films of people who only talk. */
export interface NaturalRow {
  name: string;
  films: number;
  /** Of footage that was watched, in all films together. */
  watchedS: number;
  /** Ends that say fraud of somebody who only talks. */
  alarms: Record<string, number>;
  /** Other ends: the film's own, and movements that nobody asked for. */
  others: Record<string, number>;
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

/** An attacker who passes the live check, and sends or shows a morph of themselves and the victim. */
export interface MorphReport {
  /** 0…1, of each second face in a morph. */
  share: number;
  /** Target false match rate of the thresholds. */
  fmr: number;
  attackers: number;
  accounts: number;
  /** The one picture that is sent, if it decided. */
  pictures: MatchRow[];
  /** The attacker's own sessions: who was refused, and what the proofs of the others open. */
  proofSessions: RateRow;
  proofs: MatchRow[];
  /** The morph in front of the camera: what ended live, and what that opens. */
  shownSessions: RateRow[];
  shown: MatchRow[];
}

export interface LivenessReport {
  /** ISO date. */
  measuredOn: string;
  command: string;
  machine: Machine;
  footage: { clips: number; people: number; photos: number };
  limits: LivenessLimits;
  /** What gets through, in a sentence. */
  summary: string;
  people: { all: RateRow; byPerson: RateRow[]; byDelivery: RateRow[] };
  natural: NaturalRow[];
  attacks: RateRow[];
  lucky: LuckyCount[];
  /** Undefined where nobody has an account, or nobody else is filmed as they obey. */
  morphs?: MorphReport;
  /** Not whole sessions: one step alone, to see what its own test is worth. */
  steps: { bonaFide: RateRow[]; attacks: RateRow[] };
  /** What the limit between heads and moved pictures costs and keeps out. */
  headRoc?: HeadRoc;
  /** Of single pictures, and of stretches of film. */
  cues: CueResult[];
  filmCues: CueResult[];
  /** Milliseconds of the judge alone. */
  speed: { frames: number; meanMs: number; p95Ms: number; maxMs: number };
}
