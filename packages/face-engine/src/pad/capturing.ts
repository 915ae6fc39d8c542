import type { ClaimedPose } from '../types.js';
import { beginAgain } from './continuity.js';
import type { MeasuredFace } from './frame-measure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { learning, poseWanted, type Judged, type LivenessState } from './liveness-state.js';
import { actionOfPose, capture, forgetPose, isCaptured, withCandidate, withFrame } from './record.js';
import { degreesOff, type Rest } from './rest.js';

/** Adds the frame to the record, and makes it the candidate when it is the best one for the pose that is being captured. */
export function recorded(
  state: LivenessState,
  sha256: string,
  face: MeasuredFace,
  rest: Rest | undefined,
  { sameFaceMaxDegrees }: LivenessLimits,
): LivenessState {
  const pose = poseWanted(state);
  const degrees = rest ? degreesOff(face, rest) : 0;
  const record = withFrame(state.record, sha256, face, degrees, sameFaceMaxDegrees);
  const origin = pose === 'front' ? undefined : rest;
  const isKept = pose !== undefined && degrees <= sameFaceMaxDegrees;
  return { ...state, record: isKept ? withCandidate(record, pose, sha256, face, origin) : record };
}

/** Keeps the candidate for its pose, says so, and goes on. */
export function withCapture(state: LivenessState, goOn: (state: LivenessState) => Judged): Judged {
  const { candidate } = state.record;
  if (!candidate) return goOn(state);
  const judged = goOn({ ...state, record: capture(state.record) });
  const { pose, sha256 } = candidate;
  return { ...judged, effects: [{ type: 'captured', pose, sha256 }, ...judged.effects] };
}

/** Asks for a captured pose again: after the steps that are left, or at once during a review. */
export function retake(before: LivenessState, pose: ClaimedPose, atMs: number, limits: LivenessLimits): Judged {
  if (!isCaptured(before.record, pose)) return { state: before, effects: [] };
  const next = before.steps.length;
  const state: LivenessState = {
    ...before,
    steps: [...before.steps, actionOfPose[pose]],
    record: forgetPose(before.record, pose),
  };
  if (state.phase.name !== 'reviewing') return { state, effects: [] };
  // No frame was judged during the review: the person may sit elsewhere.
  return {
    state: {
      ...state,
      phase: learning(atMs + limits.restDeadlineMs, next),
      deadlineMs: atMs + limits.retakeMs,
      continuity: beginAgain(state.continuity, atMs),
    },
    effects: [],
  };
}
