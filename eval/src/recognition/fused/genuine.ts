import { comparisonScore, fuse, type Metric } from '@facegate/face-engine';
import { ruleOfThree, type Interval } from '../../statistics/binomial.js';
import { bootstrapFnmr } from '../../statistics/person-bootstrap.js';
import { seededRandom } from '../../statistics/random.js';
import { choose, shuffled, subsets, type PersonPictures } from './draw-sets.js';

/** Of one person for one number of probe pictures: all ways where there are no more. */
const DRAWS = 150;
const MOST_LISTED = 2000;
const SEED = 20_265;

/** References fused against other pictures of the same person fused. */
export interface FusedGenuine {
  person: number;
  score: number;
}

/**
 * `references` pictures of a person against each number of `probes` of the others, fused: all ways to choose them, or some at random. People
 * with too few pictures take no part.
 */
export function fusedGenuine(
  people: readonly PersonPictures[],
  references: number,
  probes: readonly number[],
  metric: Metric,
): FusedGenuine[] {
  const random = seededRandom(SEED);
  return people.flatMap(({ person, vectors }) =>
    probes
      .filter((probe) => vectors.length >= references + probe)
      .flatMap((probe) =>
        splits(vectors.length, references, probe, random).map(([enrolled, shown]) => ({
          person,
          score: comparisonScore(fuse(of(vectors, enrolled), metric), fuse(of(vectors, shown), metric), metric),
        })),
      ),
  );
}

const of = (vectors: readonly Float32Array[], set: readonly number[]): Float32Array[] =>
  set.map((index) => vectors[index]!);

/** Ways to take `references` and `probe` others of n pictures. */
function splits(n: number, references: number, probe: number, random: () => number): [number[], number[]][] {
  const enrolledSets = subsets(n, references, DRAWS, random);
  const all = enrolledSets.length * choose(n - references, probe);
  // All probes of all sets are listed only where they are few: of a hundred pictures they are millions.
  const probesEach = all <= MOST_LISTED ? all : Math.ceil(DRAWS / enrolledSets.length);
  const ways = enrolledSets.flatMap((enrolled) => {
    const rest = Array.from({ length: n }, (_, i) => i).filter((i) => !enrolled.includes(i));
    return subsets(rest.length, probe, probesEach, random).map((set): [number[], number[]] => [
      enrolled,
      set.map((index) => rest[index]!),
    ]);
  });
  return ways.length <= DRAWS
    ? ways
    : shuffled(ways.length, random)
        .slice(0, DRAWS)
        .map((index) => ways[index]!);
}

/** How many of the comparisons fail at a threshold. Each way to draw the pictures is one; the people are what is independent. */
export interface FusedFnmr {
  threshold: number;
  misses: number;
  of: number;
  persons: number;
  rate: number;
  /** By drawing the people again; without a miss the rule of three over the people. */
  byPerson95: Interval;
}

/** Undefined without comparisons. */
export function fusedFnmr(genuine: readonly FusedGenuine[], threshold: number): FusedFnmr | undefined {
  if (genuine.length === 0) return undefined;
  const people = new Map<number, { comparisons: number; misses: number }>();
  for (const { person, score } of genuine) {
    const counts = people.get(person) ?? { comparisons: 0, misses: 0 };
    counts.comparisons++;
    if (score < threshold) counts.misses++;
    people.set(person, counts);
  }
  const misses = genuine.filter(({ score }) => score < threshold).length;
  return {
    threshold,
    misses,
    of: genuine.length,
    persons: people.size,
    rate: misses / genuine.length,
    byPerson95: misses === 0 ? [0, ruleOfThree(people.size)] : bootstrapFnmr([...people.values()]),
  };
}
