import { cosineSimilarity } from '../compare/compare.js';
import { recorded, withCapture } from './capturing.js';
import type { FrameMeasure, MeasuredFace } from './frame-measure.js';
import { tell } from './judge-steps.js';
import { fail, guide } from './judged.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { learning, poseWanted, type Judged, type LivenessPhase, type LivenessState } from './liveness-state.js';
import { learnRest, restGuidance, withSample } from './rest.js';

/** One frame of the learning: the step that waits is told once the face was still, straight and open-eyed for long enough. */
export function learn(
  before: LivenessState,
  phase: LivenessPhase & { name: 'learning' },
  measure: FrameMeasure,
  face: MeasuredFace,
  limits: LivenessLimits,
): Judged {
  const guidance = restGuidance(face, limits);
  if (guidance) return guide({ ...before, phase: learning(phase.deadlineMs, phase.next) }, guidance);
  const state = recorded(before, measure.sha256, face, undefined);
  const samples = withSample(phase.samples, measure, face, limits);
  const rest = learnRest(samples, limits);
  const waits = poseWanted(state) === 'front' && state.record.candidate?.pose !== 'front';
  if (rest === undefined || rest === 'open-eyes' || waits) {
    const moved = samples.length <= phase.samples.length;
    return guide(
      { ...state, phase: { ...phase, samples } },
      rest === 'open-eyes' ? rest : moved ? 'hold-still' : undefined,
    );
  }
  const other = phase.next > 0 || before.doubts.length > 0 ? otherPerson(state, rest.embedding, limits) : undefined;
  if (other) return fail(state, other);
  const goOn = (known: LivenessState): Judged => tell(known, phase.next, rest, measure.arrivedAtMs, limits);
  return phase.next === 0 ? withCapture(state, goOn) : goOn(state);
}

/** After a review or a doubt another person may sit in front of the camera. */
function otherPerson(
  { record }: LivenessState,
  embedding: Float32Array,
  { minSameFace, minSameFaceTurned, nearYawDegrees, sameFaceMaxDegrees }: LivenessLimits,
): LivenessFailure | undefined {
  for (const { degrees = 0, embedding: known } of record.judged) {
    if (degrees > sameFaceMaxDegrees) continue;
    const score = cosineSimilarity(known, embedding);
    if (score < (degrees > nearYawDegrees ? minSameFaceTurned : minSameFace)) {
      return { code: 'FACE_CHANGED', detail: `score ${score.toFixed(3)} at a new rest, ${degrees.toFixed(0)}° apart` };
    }
  }
  return undefined;
}
