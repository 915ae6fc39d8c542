import { describe, expect, it } from 'vitest';
import { bestThreshold, foldOf, FOLDS, tenFold, type ScoredPair } from './ten-fold.js';

const pair = (score: number | undefined, samePerson: boolean, fold: number, name = `${score}-${fold}`): ScoredPair => ({
  score,
  samePerson,
  persons: [name, samePerson ? name : `${name}-other`],
  fold,
});

describe('bestThreshold', () => {
  it('parts what can be parted', () => {
    const pairs = [0.1, 0.2, 0.3].map((score) => ({ score, samePerson: false }));
    pairs.push(...[0.7, 0.8].map((score) => ({ score, samePerson: true })));
    expect(bestThreshold(pairs)).toBeCloseTo(0.5, 10);
  });

  it('gets as many right as can be', () => {
    const pairs = [
      { score: 0.1, samePerson: false },
      { score: 0.2, samePerson: true },
      { score: 0.3, samePerson: false },
      { score: 0.4, samePerson: false },
      { score: 0.5, samePerson: true },
    ];
    expect(bestThreshold(pairs)).toBeCloseTo(0.45, 10);
  });

  it('does not part equal scores', () => {
    const pairs = [
      { score: 0.5, samePerson: true },
      { score: 0.5, samePerson: false },
      { score: 0.5, samePerson: false },
    ];
    expect(bestThreshold(pairs)).toBeGreaterThan(0.5);
  });
});

describe('tenFold', () => {
  it('judges a fold at the threshold of the others', () => {
    // Fold 0 would like 0.9; the others say 0.5.
    const pairs = [pair(0.8, false, 0), pair(0.95, true, 0)];
    for (let fold = 1; fold < 10; fold++) pairs.push(pair(0.4, false, fold), pair(0.6, true, fold));
    const result = tenFold(pairs);
    expect(result.folds[0]).toMatchObject({ pairs: 2, correct: 1 });
    expect(result.folds[0]?.threshold).toBeCloseTo(0.5, 10);
    expect(result.accuracy).toBeCloseTo(0.95, 10);
    expect(result.standardError).toBeCloseTo(0.05, 10);
  });

  it('chooses no threshold on a person that it judges', () => {
    const pairs: ScoredPair[] = [];
    for (let fold = 0; fold < 10; fold++) pairs.push(pair(0.4, false, fold), pair(0.6, true, fold));
    // Taken along, these would push the other folds' threshold past 0.8.
    for (let i = 0; i < 50; i++) {
      pairs.push({ score: 0.8, samePerson: false, persons: ['0.6-0', `stranger-${i}`], fold: 1 });
    }
    const [first] = tenFold(pairs).folds;
    expect(first?.threshold).toBeCloseTo(0.5, 10);
  });

  it('counts a pair without a score as an error, whichever it is', () => {
    const pairs: ScoredPair[] = [];
    for (let fold = 0; fold < 10; fold++) pairs.push(pair(0.4, false, fold), pair(0.6, true, fold));
    pairs.push(pair(undefined, false, 0, 'a'), pair(undefined, true, 0, 'b'));
    const result = tenFold(pairs);
    expect(result.folds[0]).toMatchObject({ pairs: 4, correct: 2 });
    expect(result.withoutScore).toBe(2);
  });
});

it('foldOf spreads people and stays', () => {
  const folds = Array.from({ length: 1000 }, (_, i) => foldOf(`person ${i}`));
  const sizes = Array.from({ length: FOLDS }, (_, fold) => folds.filter((own) => own === fold).length);
  expect(Math.min(...sizes)).toBeGreaterThan(60);
  expect(Math.max(...sizes)).toBeLessThan(140);
  // SHA-256 of "abc" begins with ba7816bf.
  expect(foldOf('abc')).toBe(0xba7816bf % 10);
});
