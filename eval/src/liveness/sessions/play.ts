import { drawChallenge, type Challenge, type LivenessAction } from '@facegate/face-engine';
import { exactInterval } from '../../statistics/binomial.js';
import { seededRandom } from '../../statistics/random.js';
import { ObeyingVisitor, type Person } from '../obeying-visitor.js';
import type { SessionCount } from '../report.js';
import type { Outcome, Visitor } from '../session.js';
import type { Material } from './material.js';

export type Session = (seed: number, random: () => number) => Outcome;

/** Sessions with seeds of their own: the same on every machine. */
export function play(count: number, session: Session): Outcome[] {
  return Array.from({ length: count }, (_, seed) => session(seed, seededRandom(seed + 1)));
}

export function counted(kind: string, how: string, outcomes: readonly Outcome[], bonaFide: boolean): SessionCount {
  // Footage that ended before its session has proved nothing.
  const whole = outcomes.filter(({ end }) => end !== 'end');
  const live = whole.filter(({ end }) => end === 'live').length;
  const ends: Record<string, number> = {};
  for (const { end } of outcomes) ends[end] = (ends[end] ?? 0) + 1;
  const errors = bonaFide ? whole.length - live : live;
  return {
    kind,
    how,
    sessions: whole.length,
    live,
    errorRate: errors / Math.max(1, whole.length),
    exact95: whole.length > 0 ? exactInterval(errors, whole.length) : [0, 1],
    ends,
  };
}

export const drawn = (random: () => number, without: ReadonlySet<LivenessAction> = new Set()): Challenge =>
  drawChallenge((below) => Math.floor(random() * below), { without });

/** Each movement was filmed once, and a frame that comes twice is refused: challenges with one twice are drawn again. */
export function composable(random: () => number, without: ReadonlySet<LivenessAction>): Challenge {
  for (;;) {
    const challenge = drawn(random, without);
    if (new Set(challenge).size === challenge.length) return challenge;
  }
}

/** What the footage of a person does not show, they cannot be asked for. */
export const notShown = ({ scenes }: Person): Set<LivenessAction> =>
  new Set((['turn-left', 'turn-right', 'look-up', 'look-down'] as const).filter((motion) => !scenes.has(motion)));

export const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

export function obeying(
  { people, blinks }: Material,
  seed: number,
  random: () => number,
): { visitor: Visitor; challenge: Challenge } {
  const person = pick(people, seed);
  return { visitor: new ObeyingVisitor(person, blinks, random), challenge: composable(random, notShown(person)) };
}
