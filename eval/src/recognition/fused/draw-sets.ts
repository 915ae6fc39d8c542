import { fuse, type Metric } from '@facegate/face-engine';
import { seededRandom } from '../../statistics/random.js';
import type { Subject } from '../subjects.js';
import type { OwnedVector } from '../vector-block.js';

const SEED = 20_263;

/** A person's usable pictures. */
export interface PersonPictures {
  person: number;
  inData: boolean;
  vectors: Float32Array[];
}

export function byPerson(subjects: readonly Subject[]): PersonPictures[] {
  const people = new Map<number, PersonPictures>();
  for (const { person, inData, vector } of subjects) {
    if (!vector) continue;
    const known = people.get(person);
    if (known) known.vectors.push(vector);
    else people.set(person, { person, inData, vectors: [vector] });
  }
  return [...people.values()];
}

/** How many pictures are fused into one vector, and from how many on a person takes part. */
export interface SetSize {
  most: number;
  least: number;
}

/**
 * For each person who has enough pictures up to `draws` different sets of them, each fused into one vector; all sets where there are
 * no more than that.
 */
export function fusedSets(
  people: readonly PersonPictures[],
  { most, least }: SetSize,
  metric: Metric,
  draws: number,
): OwnedVector[] {
  const random = seededRandom(SEED);
  return people
    .filter(({ vectors }) => vectors.length >= least)
    .flatMap(({ person, vectors }) =>
      subsets(vectors.length, Math.min(most, vectors.length), draws, random).map((set) => ({
        person,
        vector: fuse(
          set.map((index) => vectors[index]!),
          metric,
        ),
      })),
    );
}

/** Up to `draws` different subsets of 0…n−1 of the size: all, in order, or that many at random. */
export function subsets(n: number, size: number, draws: number, random: () => number): number[][] {
  if (choose(n, size) <= draws) return allSubsets(n, size);
  const drawn = new Map<string, number[]>();
  while (drawn.size < draws) {
    const set = shuffled(n, random)
      .slice(0, size)
      .toSorted((one, other) => one - other);
    drawn.set(set.join(), set);
  }
  return [...drawn.values()];
}

function allSubsets(n: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const sets: number[][] = [];
  for (let first = from; first + size <= n; first++) {
    for (const rest of allSubsets(n, size - 1, first + 1)) sets.push([first, ...rest]);
  }
  return sets;
}

export function choose(n: number, size: number): number {
  let ways = 1;
  for (let i = 1; i <= size; i++) ways = (ways * (n - size + i)) / i;
  return Math.round(ways);
}

/** 0…n−1 in random order (Fisher–Yates). */
export function shuffled(n: number, random: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
