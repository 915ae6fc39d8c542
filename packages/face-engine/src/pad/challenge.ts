/** What a person can be asked to do. Left and right are the person's own. */
export const LIVENESS_ACTIONS = ['blink', 'turn-left', 'turn-right', 'look-up', 'look-down'] as const;
export type LivenessAction = (typeof LIVENESS_ACTIONS)[number];

export type Movement = Exclude<LivenessAction, 'blink'>;

/** `hold-still`: looks straight ahead, so that the front pose can be captured again. Never part of a challenge. */
export type StepAction = LivenessAction | 'hold-still';

/** Actions in the order in which they are told, one at a time. */
export type Challenge = readonly LivenessAction[];

/** A whole number in 0…below−1, each as likely: `node:crypto`'s `randomInt`. */
export type RandomInteger = (below: number) => number;

export interface ChallengeOptions {
  /** What this person says they cannot do. */
  without?: ReadonlySet<LivenessAction>;
  /** Movements that have to be in it: the poses that are captured. */
  include?: readonly LivenessAction[];
  /** How often a challenge has 2, 3 or 4 steps, in parts. */
  lengthWeights?: LengthWeights;
}

export type LengthWeights = Readonly<Record<ChallengeLength, number>>;
type ChallengeLength = 2 | 3 | 4;

/**
 * A prepared recording fits one challenge only, so what counts is how likely the likeliest is. There are 4 of two steps, 30
 * of three and 136 of four: with these weights none comes more often than once in 32 draws, and the mean is 3.25 steps.
 */
export const LENGTH_WEIGHTS: LengthWeights = { 2: 1, 3: 4, 4: 3 };

const TURNS: readonly Movement[] = ['turn-left', 'turn-right'];
const MOTIONS: readonly Movement[] = [...TURNS, 'look-up', 'look-down'];

/**
 * Draws the number of steps by weight, then one of all challenges of that length. A challenge has one blink, at least one
 * turn (the flat-picture test is at its best there), and no motion twice in a row.
 *
 * Whoever cannot blink gets two turns or more without a blink; whoever cannot turn to one side turns to the other; whoever
 * cannot turn at all looks up and down. What is asked never gets shorter by it: one motion has to be left besides the blink,
 * or two without it. Throws RangeError when fewer are left: then this way of logging in is none for this person.
 */
export function drawChallenge(random: RandomInteger, options: ChallengeOptions = {}): Challenge {
  const { without = new Set(), include = [], lengthWeights = LENGTH_WEIGHTS } = options;
  const ofLength = (steps: number): Challenge[] =>
    challengesOf(steps, without).filter((challenge) => include.every((action) => challenge.includes(action)));
  const lengths = Object.entries(lengthWeights).map(([steps, weight]) => ({ steps: Number(steps), weight }));
  const candidates = lengths.filter(({ steps, weight }) => weight > 0 && ofLength(steps).length > 0);
  let ticket = random(Math.max(1, sum(candidates.map(({ weight }) => weight))));
  const drawn = candidates.find(({ weight }) => (ticket -= weight) < 0);
  if (!drawn) throw new RangeError('Nothing is left to ask for.');
  const challenges = ofLength(drawn.steps);
  return challenges[random(challenges.length)]!;
}

const SPARES = 2;

/**
 * Movements to ask for besides when a session leaves a doubt, one after the other: first those that the challenge does not have, since
 * views from another side tell most.
 */
export function drawSpares(
  random: RandomInteger,
  challenge: Challenge,
  without: ReadonlySet<LivenessAction> = new Set(),
): Movement[] {
  const able = MOTIONS.filter((motion) => !without.has(motion));
  const shuffled = able.map((motion) => ({ motion, place: random(1 << 20) })).toSorted((a, b) => a.place - b.place);
  const fresh = shuffled.filter(({ motion }) => !challenge.includes(motion));
  const known = shuffled.filter(({ motion }) => challenge.includes(motion));
  return [...fresh, ...known].slice(0, SPARES).map(({ motion }) => motion);
}

/** Every challenge of that many steps that {@link drawChallenge} can draw. */
export function challengesOf(steps: number, without: ReadonlySet<LivenessAction> = new Set()): Challenge[] {
  const motions = MOTIONS.filter((action) => !without.has(action));
  const turns = TURNS.filter((action) => !without.has(action));
  if (without.has('blink')) return motions.length < 2 ? [] : sequences(motions, turns, steps);
  return sequences(motions, turns, steps - 1).flatMap((sequence) => blinkAnywhere(sequence));
}

function sequences(
  motions: readonly LivenessAction[],
  turns: readonly LivenessAction[],
  length: number,
): LivenessAction[][] {
  let all: LivenessAction[][] = [[]];
  for (let step = 0; step < length; step++) {
    all = all.flatMap((start) => motions.filter((next) => next !== start.at(-1)).map((next) => [...start, next]));
  }
  return all.filter((sequence) => turns.length === 0 || sequence.some((action) => turns.includes(action)));
}

const blinkAnywhere = (sequence: readonly LivenessAction[]): LivenessAction[][] =>
  Array.from({ length: sequence.length + 1 }, (_, at) => sequence.toSpliced(at, 0, 'blink'));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
