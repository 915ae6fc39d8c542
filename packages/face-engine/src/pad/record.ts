import { gateQuality } from '../quality/gate.js';
import { inPoseWindow, MESH_POSE_WINDOWS, type RestPose } from '../quality/pose-windows.js';
import type { ClaimedPose } from '../types.js';
import type { StepAction } from './challenge.js';
import { evidenceOf, type CapturedFrame, type JudgedFrame, type LiveEvidence } from './evidence.js';
import type { MeasuredFace } from './frame-measure.js';

/** What a session keeps of the frames that it judged. */
export interface SessionRecord {
  readonly judged: readonly JudgedFrame[];
  /** Of every frame that was judged. */
  readonly sha256s: readonly string[];
  readonly captured: readonly CapturedFrame[];
  /** The best frame so far for a pose that is being captured. */
  readonly candidate?: CapturedFrame;
}

export const EMPTY_RECORD: SessionRecord = { judged: [], sha256s: [], captured: [] };

export const POSE_OF_ACTION: Readonly<Partial<Record<StepAction, ClaimedPose>>> = {
  'turn-left': 'left',
  'turn-right': 'right',
  'look-up': 'up',
  'look-down': 'down',
  'hold-still': 'front',
};

export const actionOfPose: Readonly<Record<ClaimedPose, StepAction>> = {
  front: 'hold-still',
  left: 'turn-left',
  right: 'turn-right',
  up: 'look-up',
  down: 'look-down',
};

/**
 * @param degrees from the person's rest
 * @param mostDegrees further away a vector says too little of whose face it is: such a frame is judged, but not fused
 */
export function withFrame(
  record: SessionRecord,
  sha256: string,
  { embedding, overall }: MeasuredFace,
  degrees: number,
  mostDegrees: number,
): SessionRecord {
  const seen = { ...record, sha256s: [...record.sha256s, sha256] };
  if (!embedding || degrees > mostDegrees) return seen;
  return { ...seen, judged: [...record.judged, { sha256, embedding, degrees, weight: Math.max(overall, 0.01) }] };
}

/** A frame that shows the pose and would pass as a picture of its own replaces a worse one. */
export function withCandidate(
  record: SessionRecord,
  pose: ClaimedPose,
  sha256: string,
  face: MeasuredFace,
  rest: RestPose | undefined,
): SessionRecord {
  const { embedding, overall: quality } = face;
  const better = !record.candidate || record.candidate.pose !== pose || record.candidate.quality < quality;
  if (!embedding || !better || !inPoseWindow(face.pose, pose, rest, MESH_POSE_WINDOWS)) return record;
  if (gateQuality(face).length > 0) return record;
  return { ...record, candidate: { pose, sha256, quality, embedding } };
}

/** The candidate becomes the frame that is kept for its pose. */
export function capture(record: SessionRecord): SessionRecord {
  const { candidate, captured, ...rest } = record;
  if (!candidate) return record;
  return { ...rest, captured: [...captured.filter(({ pose }) => pose !== candidate.pose), candidate] };
}

export const withoutCandidate = ({ judged, sha256s, captured }: SessionRecord): SessionRecord => ({
  judged,
  sha256s,
  captured,
});

export const isCaptured = ({ captured }: SessionRecord, wanted: ClaimedPose): boolean =>
  captured.some(({ pose }) => pose === wanted);

export const forgetPose = (record: SessionRecord, forgotten: ClaimedPose): SessionRecord => ({
  ...record,
  captured: record.captured.filter(({ pose }) => pose !== forgotten),
});

export const evidenceIn = ({ judged, sha256s, captured }: SessionRecord): LiveEvidence =>
  evidenceOf(judged, sha256s, captured);
