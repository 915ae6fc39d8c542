/**
 * How somebody works out a template from yes and no. The attacker knows the engine, and so the vector of every picture and the
 * thresholds; they send what vectors they like.
 */

const DIMENSIONS = 128;
/**
 * What SFace's vectors of different people look like, measured on 2,243 people of LFW: scores of 0.095 ± 0.088. So faces have a direction in
 * common (the mean face, at √0.095), and differ in about 105 others.
 */
const COMMON = Math.sqrt(0.095);
const DIFFERING = 105;

/** Mulberry32: the same people each time. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Box and Muller. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export const dot = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, component, i) => sum + component * other.at(i)!, 0);

/** The sum of vectors with weights, at length 1. */
function mix(...parts: [weight: number, vector: Float32Array][]): Float32Array {
  const sum = Float64Array.from({ length: DIMENSIONS }, (_, i) =>
    parts.reduce((total, [weight, vector]) => total + weight * vector.at(i)!, 0),
  );
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (component) => component / length);
}

const MEAN_FACE = Float32Array.from({ length: DIMENSIONS }, (_, i) => Number(i === 0));

/** What tells a person from others. */
const own = (random: () => number): Float32Array =>
  mix([1, Float32Array.from({ length: DIMENSIONS }, (_, i) => (i === 0 || i > DIFFERING ? 0 : normal(random)))]);

/** Somebody's vector. */
export function somebody(random: () => number, common = COMMON): Float32Array {
  return mix([common, MEAN_FACE], [Math.sqrt(1 - common ** 2), own(random)]);
}

/** A picture of somebody that scores `score` with their template. */
export function pictureOf(template: Float32Array, score: number, random: () => number): Float32Array {
  const away = own(random);
  const across = mix([1, away], [-dot(away, template), template]);
  return mix([score, template], [Math.sqrt(1 - score ** 2), across]);
}

const withoutCommon = (vector: Float32Array): Float32Array => mix([1, vector], [-dot(vector, MEAN_FACE), MEAN_FACE]);

/** How much of what is the person's own a guess has right, apart from what all faces have in common. */
export const ownShare = (guess: Float32Array, template: Float32Array): number =>
  dot(withoutCommon(guess), withoutCommon(template));

/** Whether the server says that it is the person. */
export type Ask = (vector: Float32Array) => Promise<boolean>;

/**
 * Strangers' faces, moved towards the mean face as far as makes a match with anybody most likely, until one matches.
 * @returns whether one did, and the best guess: that one, or away from all that did not
 */
export async function searchBlindly(
  ask: Ask,
  { answers, threshold, random }: { answers: number; threshold: number; random: () => number },
): Promise<{ matched: boolean; guess: Float32Array }> {
  const refused: [number, Float32Array][] = [];
  for (let asked = 0; asked < answers; asked += 1) {
    const probe = somebody(random, COMMON / threshold);
    if (await ask(probe)) return { matched: true, guess: probe };
    refused.push([-1, probe]);
  }
  return { matched: false, guess: mix(...refused) };
}

/**
 * From a vector that matches: along one direction after the other looks for the border at which the match ends, and solves for the
 * template. Goes out from the inside in small steps, so that each border costs one "no" and some "yes".
 */
export class BorderWalk {
  /** Directions that were walked, with the template's part in each. */
  private readonly walked: [component: number, direction: Float32Array][] = [];
  /** Of the start with the template. */
  private startScore: number;

  constructor(
    private readonly ask: Ask,
    private readonly start: Float32Array,
    private readonly threshold: number,
    private readonly random: () => number,
  ) {
    this.startScore = threshold;
  }

  /** Finds one border. The first directions are walked both ways, which tells the score of the start. */
  async next(): Promise<void> {
    const direction = this.newDirection();
    const there = await this.borderAngle(direction);
    if (this.walked.length < 4) {
      const back = await this.borderAngle(mix([-1, direction]));
      const score = (this.threshold * (Math.sin(there) + Math.sin(back))) / Math.sin(there + back);
      this.startScore = this.walked.length === 0 ? score : (3 * this.startScore + score) / 4;
    }
    this.walked.push([(this.threshold - this.startScore * Math.cos(there)) / Math.sin(there), direction]);
  }

  get guess(): Float32Array {
    return mix([this.startScore, this.start], ...this.walked);
  }

  get isComplete(): boolean {
    return this.walked.length === DIFFERING;
  }

  /** The angle from the start towards `direction` at which the match ends. */
  private async borderAngle(direction: Float32Array): Promise<number> {
    const matches = (angle: number) => this.ask(mix([Math.cos(angle), this.start], [Math.sin(angle), direction]));
    const step = 0.03;
    let inside = 0;
    // Big steps back and forth would cost as many "no" as "yes".
    for (let angle = step; angle < Math.PI / 2; angle += step) {
      if (!(await matches(angle))) return (inside + angle) / 2;
      inside = angle;
    }
    return inside;
  }

  private newDirection(): Float32Array {
    const raw = own(this.random);
    const walked = [this.start, ...this.walked.map(([, direction]) => direction)];
    return mix([1, raw], ...walked.map((vector): [number, Float32Array] => [-dot(raw, vector), vector]));
  }
}
