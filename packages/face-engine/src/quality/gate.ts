import type { Extraction, FaceQuality, ObservedFace } from '../types.js';
import { inPoseWindow, POSE_WINDOWS, type ClaimedPose, type PoseWindow, type RestPose } from './pose-windows.js';

/** What makes one picture of a face unusable. */
export type GateCode =
  | 'NO_FACE'
  | 'MULTIPLE_FACES'
  | 'FACE_TOO_SMALL'
  | 'FACE_CUT_OFF'
  | 'TOO_DARK'
  | 'TOO_BRIGHT'
  | 'BLURRED'
  | 'EYES_CLOSED'
  | 'POSE_MISMATCH';

/** Units as in `FaceQuality`. */
export interface GateLimits {
  minInterocularPx: number;
  /** 0…1 */
  maxCutOff: number;
  /** 0…1 */
  minBrightness: number;
  /** 0…1 */
  maxBrightness: number;
  /** 0…1 */
  minSharpness: number;
  /** 0…1; judged only from `minInterocularForEyesPx` on. */
  minEyesOpen: number;
  /** Below, an eye has too few pixels to tell a narrow one from a closed one. */
  minInterocularForEyesPx: number;
  /** 0…1: another face counts when its eyes are this share of the main face's as far apart; smaller ones are bystanders. */
  otherFaceRatio: number;
}

/**
 * Set between what must pass and what must not. On lfw-dev (1,549 press photographs, 250 px) faces have an interocular
 * distance of 27…52 px, a brightness of 0.28…0.69 and a sharpness of 0.44…0.70 (1st to 99th percentile); a blurred
 * portrait of the bad inputs has a sharpness of 0.36, a dark one a brightness of 0.03, an overexposed one 0.97.
 * The share of lfw-dev that is refused is in eval/results/thresholds-face-api-lfw-dev.json.
 */
export const DEFAULT_GATE_LIMITS: GateLimits = {
  minInterocularPx: 28,
  maxCutOff: 0.08,
  minBrightness: 0.15,
  maxBrightness: 0.85,
  minSharpness: 0.42,
  minEyesOpen: 0.15,
  minInterocularForEyesPx: 45,
  otherFaceRatio: 0.5,
};

export interface GateOptions {
  /** The pose that the picture claims; none is asked when left out. */
  pose?: ClaimedPose;
  /** The person's own front pose, when known: cameras and heads sit differently, so turns are judged relative to it. */
  rest?: RestPose;
  limits?: GateLimits;
  windows?: Record<ClaimedPose, PoseWindow>;
}

export type GateVerdict =
  { usable: true; face: ObservedFace } | { usable: false; code: GateCode; codes: GateCode[]; face?: ObservedFace };

/** Decides whether a picture shows exactly one usable face. `code` is the fault to mend first, `codes` are all of them. */
export function gatePicture(extraction: Extraction, options: GateOptions = {}): GateVerdict {
  const limits = options.limits ?? DEFAULT_GATE_LIMITS;
  const [face, ...others] = extraction.faces;
  if (!face) return { usable: false, code: 'NO_FACE', codes: ['NO_FACE'] };
  const codes: GateCode[] = [];
  const crowd = face.quality.interocularPx * limits.otherFaceRatio;
  if (others.some((other) => other.quality.interocularPx >= crowd)) codes.push('MULTIPLE_FACES');
  codes.push(...gateQuality(face.quality, limits));
  if (options.pose && !inPoseWindow(face.pose, options.pose, options.rest, options.windows ?? POSE_WINDOWS)) {
    codes.push('POSE_MISMATCH');
  }
  const [code] = codes;
  return code ? { usable: false, code, codes, face } : { usable: true, face };
}

/** Every fault of one face, the one that explains the others first: a dark face also looks blurred. */
export function gateQuality(quality: FaceQuality, limits: GateLimits = DEFAULT_GATE_LIMITS): GateCode[] {
  const faults: [GateCode, boolean][] = [
    ['FACE_TOO_SMALL', quality.interocularPx < limits.minInterocularPx],
    ['FACE_CUT_OFF', quality.cutOff > limits.maxCutOff],
    ['TOO_DARK', quality.brightness < limits.minBrightness],
    ['TOO_BRIGHT', quality.brightness > limits.maxBrightness],
    ['BLURRED', quality.sharpness < limits.minSharpness],
    ['EYES_CLOSED', eyesClosed(quality, limits)],
  ];
  return faults.filter(([, present]) => present).map(([code]) => code);
}

const eyesClosed = ({ eyesOpen, interocularPx }: FaceQuality, limits: GateLimits): boolean =>
  interocularPx >= limits.minInterocularForEyesPx && eyesOpen < limits.minEyesOpen;
