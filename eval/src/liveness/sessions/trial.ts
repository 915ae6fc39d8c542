import { challengesOf, type Challenge, type LivenessAction, type LivenessLimits } from '@facegate/face-engine';
import { MOTIONS, type Motion } from '../footage.js';
import type { Outcome } from '../session.js';

/** One session to be played. */
export interface Trial {
  /** What it counts with: one row of a table. */
  kind: string;
  /** Of a real person who should be let in; otherwise whatever ends live is an error. */
  bonaFide: boolean;
  /** Whose session it is; limits are fitted without them. */
  people: readonly string[];
  /** Of the challenge, or what else divides a row. */
  steps: number;
  /** How frames come, or which film it is. */
  condition: string;
  run: (random: () => number, limits: LivenessLimits) => TrialOutcome;
}

export interface TrialOutcome extends Outcome {
  /** Where that is asked: how alike the proof is to each account's template, by person. */
  scores?: Readonly<Record<string, number>>;
}

/** How many sessions are worth while: `quick` for trying, `full` for a report. */
export type Effort = 'quick' | 'full';

export const STEPS = [2, 3, 4] as const;

/** One challenge of so many steps, each as likely as any other. */
export function drawn(
  steps: number,
  random: () => number,
  without: ReadonlySet<LivenessAction> = new Set(),
): Challenge | undefined {
  const all = challengesOf(steps, without);
  return all[Math.floor(random() * all.length)];
}

/** What the footage of a person does not show, they cannot be asked for. */
export const notShown = (shown: { has: (motion: Motion) => boolean }): Set<LivenessAction> =>
  new Set(MOTIONS.filter((motion) => !shown.has(motion)));

export const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

/** The outcome of a session that could not be played. */
export const NOT_PLAYED: Outcome = { end: 'end', detail: '', durationMs: 0, steps: 0, told: [] };
