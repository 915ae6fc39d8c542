/** Comparisons of two persons each. */
export interface Matches {
  /** The highest first. */
  scores: Float32Array;
  one: Uint32Array;
  other: Uint32Array;
  /** How much each counts. */
  weights: Float32Array;
}

/** Keeps the highest scores of any number that are offered, with the persons behind them: flat memory. */
export class TopMatches {
  readonly #scores: Float32Array;
  readonly #one: Uint32Array;
  readonly #other: Uint32Array;
  readonly #weights: Float32Array;
  #held = 0;
  #least = -Infinity;

  /** @param capacity how many are kept for sure, 2²⁰ at the most; twice as many are held while more come */
  constructor(private readonly capacity: number) {
    if (2 * capacity > INDICES) throw new RangeError(`${capacity} matches are more than can be sorted`);
    this.#scores = new Float32Array(2 * capacity);
    this.#one = new Uint32Array(2 * capacity);
    this.#other = new Uint32Array(2 * capacity);
    this.#weights = new Float32Array(2 * capacity);
  }

  /** What is below is not among the highest any more; ask before {@link offer}, which costs more. */
  get least(): number {
    return this.#least;
  }

  offer(score: number, one: number, other: number, weight: number): void {
    if (score < this.#least || this.capacity === 0) return;
    if (this.#held === this.#scores.length) this.#forgetLowest();
    this.#scores[this.#held] = score;
    this.#one[this.#held] = one;
    this.#other[this.#held] = other;
    this.#weights[this.#held] = weight;
    this.#held++;
  }

  /** The highest `capacity`, or as many as came. */
  sorted(): Matches {
    const order = descending(this.#scores.subarray(0, this.#held)).subarray(0, this.capacity);
    return {
      scores: picked(this.#scores, order, new Float32Array(order.length)),
      one: picked(this.#one, order, new Uint32Array(order.length)),
      other: picked(this.#other, order, new Uint32Array(order.length)),
      weights: picked(this.#weights, order, new Float32Array(order.length)),
    };
  }

  /** Half of what is held goes. Of equal scores at the edge some stay and some go. */
  #forgetLowest(): void {
    const least = this.#scores.toSorted()[this.#held - this.capacity]!;
    let kept = 0;
    let atEdge = this.capacity - countAbove(this.#scores, least);
    for (let i = 0; i < this.#held; i++) {
      const score = this.#scores[i]!;
      if (score < least || (score === least && atEdge-- <= 0)) continue;
      this.#scores[kept] = score;
      this.#one[kept] = this.#one[i]!;
      this.#other[kept] = this.#other[i]!;
      this.#weights[kept] = this.#weights[i]!;
      kept++;
    }
    this.#held = kept;
    this.#least = least;
  }
}

/** Indices of the scores, the highest first; equal ones in no order. */
function descending(scores: Float32Array): Uint32Array {
  // A key holds the score's bits and its index, so that plain numbers are sorted, ten times as fast as indices with a comparison.
  const bits = new Uint32Array(scores.slice().buffer);
  const keys = new Float64Array(scores.length);
  for (let i = 0; i < keys.length; i++) {
    const pattern = bits[i]!;
    // Negative numbers fall as their bits rise.
    const rising = pattern >= SIGN ? LARGEST - pattern : pattern + SIGN;
    keys[i] = (LARGEST - rising) * INDICES + i;
  }
  keys.sort();
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) order[i] = keys[i]! % INDICES;
  return order;
}

const SIGN = 2 ** 31;
const LARGEST = 2 ** 32 - 1;
/** 32 bits of a score and 21 of an index are what a number holds exactly. */
const INDICES = 2 ** 21;

function picked<List extends Float32Array | Uint32Array>(from: List, order: Uint32Array, into: List): List {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i]!]!;
  return into;
}

function countAbove(scores: Float32Array, edge: number): number {
  let count = 0;
  for (const score of scores) if (score > edge) count++;
  return count;
}
