import { createHash } from 'node:crypto';

export interface ScoredPair {
  /** Undefined when one of the pictures gave no vector: such a pair counts as an error. */
  score: number | undefined;
  samePerson: boolean;
  persons: readonly [string, string];
  fold: number;
}

export interface TenFoldResult {
  /** Mean of the folds' accuracies, 0…1, and the standard error of that mean. */
  accuracy: number;
  standardError: number;
  folds: { pairs: number; correct: number; threshold: number }[];
  /** Pairs without a score. */
  withoutScore: number;
}

export const FOLDS = 10;

/**
 * Folds for a list that has none: a person belongs to the fold that the SHA-256 of the name says, a pair to its first
 * person's.
 */
export function foldOf(person: string): number {
  return createHash('sha256').update(person).digest().readUInt32BE(0) % FOLDS;
}

/**
 * Each fold is judged at the threshold that is best on the pairs of the others that share no person with it.
 * Throws RangeError when a fold leaves nothing to choose the threshold from.
 */
export function tenFold(pairs: readonly ScoredPair[]): TenFoldResult {
  const numbers = [...new Set(pairs.map(({ fold }) => fold))].toSorted((one, other) => one - other);
  const folds = numbers.map((number) => {
    const tested = pairs.filter(({ fold }) => fold === number);
    const persons = new Set(tested.flatMap((pair) => pair.persons));
    const threshold = bestThreshold(
      pairs.filter((pair) => pair.fold !== number && !pair.persons.some((person) => persons.has(person))),
    );
    const correct = tested.filter(
      ({ score, samePerson }) => score !== undefined && score >= threshold === samePerson,
    ).length;
    return { pairs: tested.length, correct, threshold };
  });
  const accuracies = folds.map((fold) => fold.correct / fold.pairs);
  const accuracy = mean(accuracies);
  const variance = accuracies.reduce((sum, value) => sum + (value - accuracy) ** 2, 0) / (accuracies.length - 1);
  return {
    accuracy,
    standardError: Math.sqrt(variance / accuracies.length),
    folds,
    withoutScore: pairs.filter(({ score }) => score === undefined).length,
  };
}

/** The threshold that gets most pairs right; of several, the middle one. */
export function bestThreshold(pairs: readonly Pick<ScoredPair, 'score' | 'samePerson'>[]): number {
  const scored = pairs
    .flatMap(({ score, samePerson }) => (score === undefined ? [] : [{ score, samePerson }]))
    .toSorted((one, other) => one.score - other.score);
  if (scored.length === 0) throw new RangeError('no pairs to choose a threshold from');
  // With the threshold below all scores, the genuine pairs are right; each score that it passes changes one pair.
  let right = scored.filter(({ samePerson }) => samePerson).length;
  let most = right;
  let best = [scored[0]!.score];
  for (const [index, { score, samePerson }] of scored.entries()) {
    right += samePerson ? -1 : 1;
    const next = scored[index + 1]?.score ?? score + 1e-4;
    if (next === score || right < most) continue;
    if (right > most) best = [];
    most = right;
    best.push((score + next) / 2);
  }
  return best[Math.floor(best.length / 2)]!;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
