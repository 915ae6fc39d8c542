import type { ClaimedPose, Extraction, FaceQuality, GateLimits, ObservedFace, PoseWindow } from '../types.js';
import { COMMON_LIMITS } from './gate-limits.js';
import { inPoseWindow, POSE_WINDOWS, type RestPose } from './pose-windows.js';

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

export interface GateOptions {
  /** The pose that the picture claims; none is asked when left out. */
  pose?: ClaimedPose;
  /** The person's own front pose, when known: cameras and heads sit differently, so turns are judged relative to it. */
  rest?: RestPose;
  /** The engine's own, `EngineInfo.gate`; those common to all when left out. */
  limits?: GateLimits;
  windows?: Record<ClaimedPose, PoseWindow>;
}

export type GateVerdict =
  { usable: true; face: ObservedFace } | { usable: false; code: GateCode; codes: GateCode[]; face?: ObservedFace };

/** Decides whether a picture shows exactly one usable face. `code` is the fault to mend first, `codes` are all of them. */
export function gatePicture(extraction: Extraction, options: GateOptions = {}): GateVerdict {
  const { limits = COMMON_LIMITS } = options;
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
export function gateQuality(quality: FaceQuality, limits: GateLimits = COMMON_LIMITS): GateCode[] {
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
