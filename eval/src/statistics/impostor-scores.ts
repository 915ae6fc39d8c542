import { ScoreCounts } from './score-counts.js';
import { TopMatches, type Matches } from './top-matches.js';

/**
 * The highest scores are kept with their persons, for bounds: three in a hundred, which reaches past every rate that bounds are wanted
 * for; of very many comparisons a million, over which a thousand draws take some seconds.
 */
const KEPT_SHARE = 0.03;
const LEAST_KEPT = 20_000;
const MOST_KEPT = 1_000_000;

const keptOf = (comparisons: number): number =>
  Math.min(comparisons, MOST_KEPT, Math.max(LEAST_KEPT, Math.ceil(KEPT_SHARE * comparisons)));

/** What is needed of comparisons of different people to draw the people again. */
export interface DrawableScores {
  /** The highest scores: all that bounds far out depend on. */
  matches: Matches;
  /** There are no others than `matches`. */
  keptAll: boolean;
  /** By person: the weight of their vectors on either side of the comparisons. */
  rows: Float64Array;
  columns: Float64Array;
  /** Rows and columns are the same vectors, and every two were compared once. */
  mirrored: boolean;
}

export interface ImpostorScores extends DrawableScores {
  counts: ScoreCounts;
}

/** Gathers scores in memory that does not grow with their number. */
export class ImpostorTally {
  readonly #counts = new ScoreCounts();
  readonly #top: TopMatches;

  /** @param expected comparisons to come */
  constructor(expected: number, kept = keptOf(expected)) {
    this.#top = new TopMatches(kept);
  }

  add(score: number, one: number, other: number, weight = 1): void {
    this.#counts.add(score, weight);
    if (score >= this.#top.least) this.#top.offer(score, one, other, weight);
  }

  scores(sides: Pick<DrawableScores, 'rows' | 'columns' | 'mirrored'>): ImpostorScores {
    const matches = this.#top.sorted();
    return { counts: this.#counts, matches, keptAll: matches.scores.length === this.#counts.total, ...sides };
  }
}

/** The weight of all comparisons when each person is there as often as `times` says; those with oneself are none. */
export function comparisonsWhen(
  { rows, columns, mirrored }: Pick<DrawableScores, 'rows' | 'columns' | 'mirrored'>,
  times: ArrayLike<number>,
): number {
  let [rowSum, columnSum, own] = [0, 0, 0];
  for (let person = 0; person < rows.length; person++) {
    const row = rows[person]! * times[person]!;
    const column = columns[person]! * times[person]!;
    rowSum += row;
    columnSum += column;
    own += row * column;
  }
  return (rowSum * columnSum - own) / (mirrored ? 2 : 1);
}

/** The comparisons among some of the people only. */
export function among(people: Uint8Array, { matches, rows, columns, ...rest }: DrawableScores): DrawableScores {
  const kept: number[] = [];
  for (let k = 0; k < matches.scores.length; k++) {
    if (people[matches.one[k]!] === 1 && people[matches.other[k]!] === 1) kept.push(k);
  }
  return {
    ...rest,
    matches: {
      scores: Float32Array.from(kept, (k) => matches.scores[k]!),
      one: Uint32Array.from(kept, (k) => matches.one[k]!),
      other: Uint32Array.from(kept, (k) => matches.other[k]!),
      weights: Float32Array.from(kept, (k) => matches.weights[k]!),
    },
    rows: rows.map((weight, person) => weight * people[person]!),
    columns: columns.map((weight, person) => weight * people[person]!),
  };
}
