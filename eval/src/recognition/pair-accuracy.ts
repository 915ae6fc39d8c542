import { comparisonScore, type Metric } from '@facegate/face-engine';
import { FOLDS, foldOf, tenFold, type TenFoldResult } from '../statistics/ten-fold.js';
import { pictureStem, type LabelledPairs, type PictureName } from './pairs.js';
import type { LabelledObservation, Subject } from './subjects.js';

export type PairAccuracy =
  { assessed: false; reason: string } | ({ assessed: true; view: 1 | 2; pairs: number } & TenFoldResult);

/** Accuracy over the folds of the data's own pairs list. Throws when the list names a picture that is not there. */
export function pairAccuracy(
  list: LabelledPairs | undefined,
  observed: readonly LabelledObservation[],
  subjects: readonly Subject[],
  metric: Metric,
): PairAccuracy {
  if (!list) return { assessed: false, reason: 'the data has no pairs.txt' };
  const byStem = new Map<string, Subject>();
  for (const [index, { sample, inData }] of observed.entries()) {
    if (inData) byStem.set(`${sample.person}/${sample.file.replace(/\.\w+$/, '')}`, subjects[index]!);
  }
  const subjectOf = (name: PictureName): Subject => {
    const subject = byStem.get(`${name.person}/${pictureStem(name)}`);
    if (!subject) throw new Error(`pairs.txt names ${pictureStem(name)}, which is not in the data`);
    return subject;
  };
  const pairs = list.pairs.map(({ one, other, samePerson, fold }) => {
    const [a, b] = [subjectOf(one).vector, subjectOf(other).vector];
    return {
      score: a && b ? comparisonScore(a, b, metric) : undefined,
      samePerson,
      persons: [one.person, other.person] as const,
      fold: fold ?? foldOf(one.person),
    };
  });
  if (new Set(pairs.map(({ fold }) => fold)).size < FOLDS) {
    return { assessed: false, reason: `the pairs are too few for ${FOLDS} folds` };
  }
  return { assessed: true, view: list.view, pairs: pairs.length, ...tenFold(pairs) };
}
