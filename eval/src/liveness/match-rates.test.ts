import { describe, expect, it } from 'vitest';
import { matchRow, type Comparison } from './match-rates.js';

const times = (count: number, prober: string, account: string, score?: number): Comparison[] =>
  Array.from({ length: count }, () => ({ people: [prober, account], score }));

describe('a row of matches', () => {
  it('counts comparisons and pairs of people, and what could not be compared as no match', () => {
    const row = matchRow('row', 0.5, [
      ...times(3, 'ann', 'bob', 0.5),
      ...times(1, 'ann', 'bob', 0.2),
      ...times(4, 'bob', 'ann', 0.4),
      ...times(2, 'bob', 'ann'),
    ]);
    expect(row).toMatchObject({ comparisons: 10, matches: 3, rate: 0.3, pairs: 2, pairsMatched: 1 });
    expect(row.scores).toEqual([0.2, 0.5]);
  });

  it('proves no more with many sessions of a pair than with one', () => {
    const few = matchRow('few', 0.5, [...times(1, 'ann', 'bob', 0.1), ...times(1, 'bob', 'ann', 0.1)]);
    const many = matchRow('many', 0.5, [...times(500, 'ann', 'bob', 0.1), ...times(500, 'bob', 'ann', 0.1)]);
    expect(many.bounds95).toEqual(few.bounds95);
    // 1 − √0.025
    expect(many.bounds95).toEqual([0, expect.closeTo(0.842, 3)]);
  });

  it('has bounds as wide as accounts differ', () => {
    const accounts = ['bob', 'cat', 'dan', 'eve'];
    const row = matchRow(
      'row',
      0.5,
      accounts.flatMap((account) =>
        Array.from({ length: 30 }, (_, i) => times(1, `prober ${i}`, account, account === 'bob' ? 0.9 : 0.1)).flat(),
      ),
    );
    expect(row.rate).toBe(0.25);
    expect(row.bounds95[0]).toBe(0);
    expect(row.bounds95[1]).toBe(0.75);
  });

  it('is unknown without a comparison', () => {
    const row = matchRow('none', 0.5, []);
    expect(row).toMatchObject({ comparisons: 0, rate: 0, bounds95: [0, 1], pairs: 0 });
    expect(row.scores).toBeUndefined();
  });
});
