import { comparisonScore } from '@facegate/face-engine';
import { expect, it } from 'vitest';
import { seededRandom } from '../../statistics/random.js';
import { compareSides } from './compare-sides.js';

const random = seededRandom(8);
const owned = (persons: readonly number[]) =>
  persons.map((person) => ({ person, vector: Float32Array.from({ length: 16 }, () => random() - 0.5) }));

it('each pair of people counts once, whatever the number of their vectors, and nobody with themselves', () => {
  const references = owned([0, 0, 1]);
  const probes = owned([1, 2, 2, 2, 0]);
  let told = 0;
  const { counts, matches, rows, columns } = compareSides(references, probes, 'cosine', 4, (comparisons) => {
    told += comparisons;
  });
  // Pairs: 0 with 1, 0 with 2, 1 with 2, 1 with 0.
  expect(counts.weight).toBeCloseTo(4, 6);
  expect(counts.total).toBe(2 * 1 + 2 * 3 + 3 + 1);
  expect(told).toBe(15);
  expect([...rows]).toEqual([1, 1, 0, 0]);
  expect([...columns]).toEqual([1, 1, 1, 0]);
  const naive = references
    .flatMap((one) =>
      probes
        .filter(({ person }) => person !== one.person)
        .map((other) => comparisonScore(one.vector, other.vector, 'cosine')),
    )
    .toSorted((a, b) => b - a);
  for (const [k, score] of naive.entries()) expect(matches.scores[k]).toBeCloseTo(score, 5);
});
