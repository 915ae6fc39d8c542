import { rate, type Rate } from './operating-points.js';
import type { Subject } from './subjects.js';

export interface FailureToAcquire {
  /** Pictures of the data without a feature vector. */
  withoutVector: Rate;
  /** Why: `NO_FACE`, or the code with which the picture was refused. */
  byCode: Record<string, number>;
  /** Pictures of the data that the quality gate refuses (those without a face among them). */
  refusedByGate: Rate;
  /** By the fault that the person is told first. */
  gateByFirstCode: Record<string, number>;
  /** By every fault: a picture can have several. */
  gateByEveryCode: Record<string, number>;
}

/** Of the data only: the impostors' pictures are there for their comparisons. */
export function failureToAcquire(subjects: readonly Subject[]): FailureToAcquire {
  const data = subjects.filter(({ inData }) => inData);
  const failures = data.flatMap(({ failure }) => failure ?? []);
  const refusals = data.flatMap(({ gate, failure }) => {
    if (gate?.usable) return [];
    return [gate ?? { code: failure ?? 'NO_FACE', codes: [failure ?? 'NO_FACE'] }];
  });
  return {
    withoutVector: rate(failures.length, data.length),
    byCode: tally(failures),
    refusedByGate: rate(refusals.length, data.length),
    gateByFirstCode: tally(refusals.map(({ code }) => code)),
    gateByEveryCode: tally(refusals.flatMap(({ codes }) => codes)),
  };
}

/** The most frequent first. */
function tally(codes: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one));
}
