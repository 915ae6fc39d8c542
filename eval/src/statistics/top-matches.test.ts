import { expect, it } from 'vitest';
import { seededRandom } from './random.js';
import { TopMatches } from './top-matches.js';

it('the highest of many scores are the same as by sorting all of them', () => {
  const random = seededRandom(4);
  const all = Array.from({ length: 5000 }, (_, i) => ({
    score: Math.fround(random() * 2 - 1),
    one: i,
    other: i + 1,
    weight: 0.5,
  }));
  const top = new TopMatches(300);
  for (const { score, one, other, weight } of all) top.offer(score, one, other, weight);
  const { scores, one, other, weights } = top.sorted();
  const expected = all.toSorted((a, b) => b.score - a.score).slice(0, 300);
  expect([...scores]).toEqual(expected.map(({ score }) => score));
  expect([...one]).toEqual(expected.map((match) => match.one));
  expect([...other]).toEqual(expected.map((match) => match.other));
  expect([...weights]).toEqual(expected.map(() => 0.5));
});

it('of fewer scores than are kept there are all, of equal ones as many as are kept', () => {
  const few = new TopMatches(10);
  few.offer(-0.5, 0, 1, 1);
  few.offer(0.5, 2, 3, 1);
  expect([...few.sorted().scores]).toEqual([0.5, -0.5]);
  const equal = new TopMatches(2);
  for (let i = 0; i < 20; i++) equal.offer(0.25, i, i, 1);
  expect([...equal.sorted().scores]).toEqual([0.25, 0.25]);
});

it('more than a number can index is refused', () => {
  expect(() => new TopMatches(2 ** 20 + 1)).toThrow(RangeError);
});
