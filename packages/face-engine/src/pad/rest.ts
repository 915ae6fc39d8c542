import type { FrameMeasure, MeasuredFace, TimedFace } from './frame-measure.js';
import { poseChange } from './geometry.js';
import type { LivenessLimits } from './liveness-limits.js';

/** How this person looks into this camera when nothing is asked. */
export interface Rest {
  yawDegrees: number;
  pitchDegrees: number;
  eyes: EyeBars;
  /** A frame of the rest, eyes open. */
  face: MeasuredFace;
  /** Of a frame of the rest. */
  embedding: Float32Array;
}

/** 0…1 each: how far these eyes are open at rest; below and above what they count as closed and as open. In between it is not said. */
export interface EyeBars {
  rest: number;
  closedBelow: number;
  openAbove: number;
}

export interface RestSample extends TimedFace {
  sha256: string;
}

/** What keeps a face from being at rest. */
export type RestGuidance = 'move-into-frame' | 'closer' | 'too-dark' | 'too-bright' | 'look-straight' | 'open-eyes';

export function restGuidance(face: MeasuredFace, limits: LivenessLimits): RestGuidance | undefined {
  const { yawDegrees, pitchDegrees, rollDegrees } = face.pose;
  if (face.cutOff > limits.maxCutOff) return 'move-into-frame';
  if (face.interocularPx < limits.minInterocularPx) return 'closer';
  if (face.brightness < limits.minBrightness) return 'too-dark';
  if (face.brightness > limits.maxBrightness) return 'too-bright';
  const aside =
    Math.abs(yawDegrees) > limits.restMaxYawDegrees ||
    Math.abs(pitchDegrees) > limits.restMaxPitchDegrees ||
    Math.abs(rollDegrees) > limits.restMaxRollDegrees;
  return aside ? 'look-straight' : undefined;
}

/** The samples with the new one, those left out that do not fit to it. */
export function withSample(
  samples: readonly RestSample[],
  { arrivedAtMs, sha256 }: FrameMeasure,
  face: MeasuredFace,
  { restSpreadDegrees }: LivenessLimits,
): RestSample[] {
  const moved = samples.findLastIndex((sample) => poseChange(sample.face, face) > restSpreadDegrees);
  return [...samples.slice(moved + 1), { atMs: arrivedAtMs, sha256, face }];
}

/** The rest, once it lasted long enough and has a vector; guidance when the eyes are the reason that it is none. */
export function learnRest(samples: readonly RestSample[], limits: LivenessLimits): Rest | 'open-eyes' | undefined {
  const lastedMs = (samples.at(-1)?.atMs ?? 0) - (samples[0]?.atMs ?? 0);
  if (samples.length < limits.restFrames || lastedMs < limits.restMs) return undefined;
  // A blink that falls into the learning takes less than half of it.
  const open = quantile(samples, 0.75, ({ eyesOpen }) => eyesOpen);
  if (open < limits.restMinEyesOpen) return 'open-eyes';
  const eyes = eyeBars(open);
  const { face } = samples.findLast((sample) => sample.face.eyesOpen > eyes.openAbove) ?? samples.at(-1)!;
  const embedding = samples.findLast((sample) => sample.face.embedding)?.face.embedding;
  return (
    embedding && {
      yawDegrees: quantile(samples, 0.5, ({ pose }) => pose.yawDegrees),
      pitchDegrees: quantile(samples, 0.5, ({ pose }) => pose.pitchDegrees),
      eyes,
      face,
      embedding,
    }
  );
}

/**
 * A blink takes eyes from 0.77…1 to 0.2…0.45, but at ten frames a second often only its way down or up is seen, and the last of the way up
 * takes as long as all before. A stare stays within 0.1.
 */
export function eyeBars(rest: number): EyeBars {
  const closedBelow = Math.min(0.65, Math.max(0.2, rest - 0.3));
  return { rest, closedBelow, openAbove: closedBelow + (rest - closedBelow) * 0.3 };
}

/** Eyes that were half closed all through the learning show it when they open. */
export const withEyesOf = (rest: Rest, { eyesOpen }: MeasuredFace): Rest =>
  eyesOpen > rest.eyes.rest ? { ...rest, eyes: eyeBars(eyesOpen) } : rest;

/** Degrees that the head is turned from its rest; `left` towards the person's own left. */
export const offRest = ({ pose }: Pick<MeasuredFace, 'pose'>, rest: Rest): { left: number; up: number } => ({
  left: pose.yawDegrees - rest.yawDegrees,
  up: pose.pitchDegrees - rest.pitchDegrees,
});

/** Between the direction of the face and that of its rest. */
export function degreesOff(face: Pick<MeasuredFace, 'pose'>, rest: Rest): number {
  const { left, up } = offRest(face, rest);
  return Math.hypot(left, up);
}

export function nearRest(face: MeasuredFace, rest: Rest, limits: LivenessLimits): boolean {
  const { left, up } = offRest(face, rest);
  return Math.abs(left) <= limits.nearYawDegrees && Math.abs(up) <= limits.nearPitchDegrees;
}

function quantile(samples: readonly RestSample[], share: number, of: (face: MeasuredFace) => number): number {
  const values = samples.map(({ face }) => of(face)).toSorted((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}
