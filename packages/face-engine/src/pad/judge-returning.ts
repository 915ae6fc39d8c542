import type { Continuity } from './continuity.js';
import { doubt } from './doubt.js';
import type { FrameMeasure, MeasuredFace } from './frame-measure.js';
import { poseChange } from './geometry.js';
import { headLogOdds } from './head-evidence.js';
import { tell } from './judge-steps.js';
import { fail, guide, live } from './judged.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import type { Judged, LivenessPhase, LivenessState } from './liveness-state.js';
import { hasWays } from './way-seen.js';
import { learnRest, nearRest, restGuidance, withSample, type Rest, type RestSample } from './rest.js';

/** One frame after a step was seen: the next is told, or the session ends, once the head is at rest and still. */
export function comeBack(
  before: LivenessState,
  phase: LivenessPhase & { name: 'returning' },
  measure: FrameMeasure,
  face: MeasuredFace,
  { seen }: Continuity,
  limits: LivenessLimits,
): Judged {
  const { arrivedAtMs } = measure;
  const { rest, samples } = elsewhereAtRest(phase, measure, face, limits);
  const state = { ...before, phase: { ...phase, rest, samples } };
  if (!nearRest(face, rest, limits)) return guide(state, 'look-straight');
  const seconds = (arrivedAtMs - (seen?.atMs ?? 0)) / 1000;
  if (!seen || poseChange(face, seen.face) > limits.steadyDegreesPerS * seconds) return guide(state, 'hold-still');
  if (face.eyesOpen <= rest.eyes.openAbove) return guide(state, 'open-eyes');
  if (!face.embedding) return guide(state, undefined);
  const isLast = phase.index + 1 >= state.steps.length;
  // One more with every frame.
  if (isLast && state.record.judged.length < limits.leastFused) return guide(state, 'hold-still');
  return isLast ? finish(state, arrivedAtMs, limits) : tell(state, phase.index + 1, rest, arrivedAtMs, limits);
}

/** After a movement people sit a little differently: a face that is still and looks ahead for as long as in the learning is at rest. */
function elsewhereAtRest(
  { rest, samples }: LivenessPhase & { name: 'returning' },
  measure: FrameMeasure,
  face: MeasuredFace,
  limits: LivenessLimits,
): { rest: Rest; samples: readonly RestSample[] } {
  if (nearRest(face, rest, limits) || restGuidance(face, limits)) return { rest, samples: [] };
  const still = withSample(samples, measure, face, limits);
  const found = learnRest(still, limits);
  return typeof found === 'object' ? { rest: { ...found, eyes: rest.eyes }, samples: [] } : { rest, samples: still };
}

/** All steps were seen: ends or waits for the review, unless the movements may be those of a picture. */
function finish(state: LivenessState, atMs: number, limits: LivenessLimits): Judged {
  // Where no two views could be compared nothing says that it is a head.
  const odds = state.head.movements.length > 0 ? (headLogOdds(state.head, limits) ?? limits.pictureLogOdds) : Infinity;
  if (odds < leastLogOdds(state, limits)) {
    const failure: LivenessFailure = { code: 'MOVED_PICTURE', detail: `log odds ${odds.toFixed(1)}` };
    return odds < limits.pictureLogOdds ? fail(state, failure) : doubt(state, failure, atMs, limits);
  }
  const directions = new Set(state.steps.filter((action) => action !== 'blink' && action !== 'hold-still')).size;
  const framesPerS = (1000 * state.continuity.hashes.length) / Math.max(1, atMs - state.startedAtMs);
  if (!hasWays(state.way, directions, framesPerS, limits)) {
    const detail = `${state.way.shapes.length} views on the way in ${directions} directions`;
    return doubt(state, { code: 'SHOWN_STILLS', detail }, atMs, limits);
  }
  if (!state.plan.review) return live(state);
  const deadlineMs = atMs + limits.reviewMs;
  return { state: { ...state, phase: { name: 'reviewing', deadlineMs } }, effects: [{ type: 'review', deadlineMs }] };
}

/** Few movements have to say more, as long as one more can be asked for. */
const leastLogOdds = ({ head, doubts }: LivenessState, limits: LivenessLimits): number =>
  head.movements.length <= limits.earlyMovements && doubts.length < limits.maxDoubts
    ? limits.headLogOddsEarly
    : limits.headLogOdds;
