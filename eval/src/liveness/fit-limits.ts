import {
  headTerms,
  LIVENESS_LIMITS,
  NO_HEAD_EVIDENCE,
  withMovement,
  type HeadEvidence,
  type HeadModel,
  type LivenessLimits,
} from '@facegate/face-engine';
import { logisticRegression, type LabelledCase } from '../statistics/logistic-regression.js';
import { groupBy } from './group-by.js';
import type { MovementSample, TrainingData } from './material/training-data.js';

/** As a session has them: views in which the judge would look for evidence. */
const VIEW_DEGREES = [LIVENESS_LIMITS.turnDegrees, LIVENESS_LIMITS.maxEvidenceDegrees] as const;
const VIEWS = LIVENESS_LIMITS.maxEvidenceFrames;
const RIDGE = 0.5;

/**
 * The limits that somebody is judged by who is not in the training data. Fitted is the model that tells heads from pictures
 * (face-engine's head-evidence.ts), on comparisons of people and of warped photographs of everybody else; all other limits are constants.
 */
export function fitLimits({ movements }: TrainingData): LivenessLimits {
  const head = fitHead(movements().filter(({ source }) => source !== 'stills'));
  return head ? { ...LIVENESS_LIMITS, head } : LIVENESS_LIMITS;
}

/** Undefined without people or without pictures. */
export function fitHead(samples: readonly MovementSample[]): HeadModel | undefined {
  const actors = groupBy(samples, ({ person, source }) => `${source} ${person}`);
  const cases = [...actors.values()].flatMap((movements) => casesOf(movements));
  const people = cases.filter(({ positive }) => positive);
  const pictures = cases.filter(({ positive }) => !positive);
  if (people.length === 0 || pictures.length === 0) return undefined;
  // As if there were as many of the ones as of the others.
  const weigh = (some: readonly LabelledCase[]): LabelledCase[] =>
    some.map((one) => ({ ...one, weight: cases.length / 2 / some.length }));
  const [bias, shading, contrast, degrees] = logisticRegression([...weigh(people), ...weigh(pictures)], RIDGE);
  return { bias: bias!, shading: shading!, contrast: contrast!, degrees: degrees! };
}

/** By an actor's first movement: the comparisons are the slow part, and the same in every fold. */
const known = new WeakMap<MovementSample, LabelledCase[]>();

function casesOf(movements: readonly MovementSample[]): LabelledCase[] {
  const [first] = movements;
  if (!first) return [];
  const cases = known.get(first) ?? casesOfActor(movements, first.source === 'person');
  known.set(first, cases);
  return cases;
}

/** What a session of these movements alone would have to say. */
export const evidenceOf = (movements: readonly MovementSample[]): HeadEvidence =>
  movements.reduce<HeadEvidence>((all, movement) => withMovement(all, viewsOf(movement)), NO_HEAD_EVIDENCE);

function casesOfActor(movements: readonly MovementSample[], positive: boolean): LabelledCase[] {
  return evidenceOf(movements).comparisons.map((comparison) => {
    const { shading, contrast, degrees } = headTerms(comparison);
    return { terms: [shading, contrast, degrees], positive, weight: 1 };
  });
}

/** Those in which a judge would look for evidence. */
function viewsOf({ rest, frames }: MovementSample): Parameters<typeof withMovement>[1] {
  const [least, most] = VIEW_DEGREES;
  const views = frames
    .filter(({ degrees }) => degrees >= least && degrees <= most)
    .toSorted((one, other) => one.degrees - other.degrees)
    .slice(0, VIEWS)
    .map(({ face }) => face);
  return { rest, views };
}
