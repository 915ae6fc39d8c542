import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../statistics/random.js';
import { byPerson, choose, fusedSets, shuffled, subsets } from './draw-sets.js';

describe('subsets', () => {
  it('are all of them, in order, where no more are there', () => {
    expect(subsets(4, 2, 6, seededRandom(1))).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(subsets(3, 3, 10, seededRandom(1))).toEqual([[0, 1, 2]]);
  });

  it('are so many different ones at random where there are more, the same each time', () => {
    const drawn = subsets(12, 3, 20, seededRandom(1));
    expect(drawn).toHaveLength(20);
    expect(new Set(drawn.map(String)).size).toBe(20);
    for (const set of drawn) expect(new Set(set).size).toBe(3);
    expect(subsets(12, 3, 20, seededRandom(1))).toEqual(drawn);
  });

  it('are counted', () => {
    expect([choose(5, 2), choose(7, 3), choose(3, 3), choose(2, 3)]).toEqual([10, 35, 1, 0]);
  });
});

it('shuffled is an order of all', () => {
  expect(shuffled(6, seededRandom(3)).toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5]);
});

const towards = (...components: number[]) => Float32Array.from(components);

describe('fusedSets', () => {
  const people = byPerson(
    [
      [0, towards(1, 0)],
      [1, towards(1, 1)],
      [0, towards(0, 1)],
      [1, undefined],
      [0, towards(0, -1)],
    ].map(([person, vector]) => ({
      person: person as number,
      vector: vector as Float32Array | undefined,
      inData: true,
      failure: undefined,
      gate: undefined,
    })),
  );

  it('have each way to choose the pictures of those who have enough', () => {
    const sets = fusedSets(people, { most: 2, least: 2 }, 'cosine', 10);
    expect(sets.map(({ person }) => person)).toEqual([0, 0, 0]);
    expect([...(sets[0]?.vector ?? [])]).toEqual([expect.closeTo(Math.SQRT1_2), expect.closeTo(Math.SQRT1_2)]);
  });

  it('take as many pictures as there are, from the least on', () => {
    const sets = fusedSets(people, { most: 5, least: 1 }, 'cosine', 10);
    expect(sets.map(({ person }) => person)).toEqual([0, 1]);
    expect([...(sets[0]?.vector ?? [])]).toEqual([1, 0]);
  });
});
