import { describe, expect, it } from 'vitest';
import { among, comparisonsWhen, ImpostorTally } from './impostor-scores.js';

describe('comparisonsWhen', () => {
  it('counts every two pictures of different people once when both sides are the same pictures', () => {
    const pictures = Float64Array.of(2, 1, 3);
    const sides = { rows: pictures, columns: pictures, mirrored: true };
    expect(comparisonsWhen(sides, [1, 1, 1])).toBe(2 * 1 + 2 * 3 + 1 * 3);
    // The first person three times, the last not at all; copies of one person are not compared.
    expect(comparisonsWhen(sides, [3, 1, 0])).toBe(6 * 1);
  });

  it('leaves a person with oneself out where sides differ', () => {
    const sides = { rows: Float64Array.of(1, 1, 0), columns: Float64Array.of(1, 0, 1), mirrored: false };
    expect(comparisonsWhen(sides, [1, 1, 1])).toBe(3);
  });
});

it('among some of the people are the comparisons between them', () => {
  const tally = new ImpostorTally(3);
  tally.add(0.9, 0, 1);
  tally.add(0.8, 1, 2);
  tally.add(0.7, 0, 2);
  const pictures = Float64Array.of(1, 1, 1);
  const scores = tally.scores({ rows: pictures, columns: pictures, mirrored: true });
  expect(scores.keptAll).toBe(true);
  const some = among(Uint8Array.of(0, 1, 1), scores);
  expect([...some.matches.scores]).toEqual([Math.fround(0.8)]);
  expect(comparisonsWhen(some, [1, 1, 1])).toBe(1);
});
