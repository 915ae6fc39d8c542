import { recorded, withCapture } from './capturing.js';
import { broken } from './doubt.js';
import type { JudgedFrame } from './evidence.js';
import type { FrameMeasure, MeasuredFace } from './frame-measure.js';
import { tell } from './judge-steps.js';
import { guide } from './judged.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { learning, poseWanted, type Judged, type LivenessPhase, type LivenessState } from './liveness-state.js';
import { stranger } from './one-person.js';
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
  const samples = withSample(phase.samples, measure, face, limits);
  const stillLearning = { ...before, phase: { ...phase, samples } };
  const moved = samples.length <= phase.samples.length;
  const rest = learnRest(samples, limits);
  if (rest === 'open-eyes') return guide(stillLearning, rest);
  if (!rest) return guide(stillLearning, moved ? 'hold-still' : undefined);
  // Only what belongs to the rest that is learned: whoever was there before may have been somebody else.
  const state = samples.reduce<LivenessState>(
    (known, sample) => recorded(known, sample.sha256, sample.face, undefined, limits),
    before,
  );
  const waits = poseWanted(state) === 'front' && state.record.candidate?.pose !== 'front';
  if (waits) return guide(stillLearning, moved ? 'hold-still' : undefined);
  const other = strangerAmong(state.record.judged, limits);
  if (other) return broken(before, other, measure.arrivedAtMs, limits);
  const goOn = (known: LivenessState): Judged => tell(known, phase.next, rest, measure.arrivedAtMs, limits);
  return phase.next === 0 ? withCapture(state, goOn) : goOn(state);
}

const strangerAmong = (judged: readonly JudgedFrame[], limits: LivenessLimits): LivenessFailure | undefined =>
  judged.map((frame, i) => stranger(judged.slice(0, i), frame, limits)).find((failure) => failure !== undefined);
