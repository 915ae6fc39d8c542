import type { HeadPose, Pose } from '@facegate/contracts';
import type { FrameObservation, TrackedFace } from './observation.js';
import { POSE_HYSTERESIS_DEGREES, POSE_WINDOWS } from './pose-windows.js';

/** What to tell the person, as codes: the words are the app's. */
export const GUIDANCE_CODES = [
  'no-face',
  'several-faces',
  'move-into-frame',
  'closer',
  'further',
  'too-dark',
  'too-bright',
  'turn-left',
  'turn-right',
  'turn-less',
  'look-up',
  'look-down',
  'look-straight',
  'hold-head-level',
  'open-eyes',
  'hold-still',
  'clean-lens',
] as const;
export type Guidance = (typeof GUIDANCE_CODES)[number];

/** What a frame must have before it is worth taking. Guidance only: the server judges again. */
export interface FrameGate {
  /** Height of the face as a share of the frame's height. */
  minFaceHeight: number;
  maxFaceHeight: number;
  /** The face's centre stays this far, as a share of the frame, from its edges. */
  centreMargin: number;
  minBrightness: number;
  maxBrightness: number;
  minSharpness: number;
  maxRollDegrees: number;
  maxMotionDegreesPerS: number;
  /** Eyes count as open below this. */
  maxEyesClosed: number;
}

export const DEFAULT_GATE: Readonly<FrameGate> = {
  minFaceHeight: 0.28,
  maxFaceHeight: 0.92,
  centreMargin: 0.22,
  minBrightness: 0.18,
  maxBrightness: 0.92,
  minSharpness: 0.1,
  maxRollDegrees: 20,
  maxMotionDegreesPerS: 60,
  maxEyesClosed: 0.55,
};

/** The one face of a frame, or why there is none to work with. */
export function singleFace(observation: FrameObservation): TrackedFace | 'no-face' | 'several-faces' {
  if (observation.faceCount > 1) return 'several-faces';
  return observation.face ?? 'no-face';
}

/** How the picture of the face has to change, apart from its pose; null when it is good. */
export function assessPicture(face: TrackedFace, gate: FrameGate = DEFAULT_GATE): Guidance | null {
  const { box } = face;
  const centreX = box.x + box.width / 2;
  const centreY = box.y + box.height / 2;
  if (box.height > gate.maxFaceHeight) return 'further';
  if (Math.min(centreX, 1 - centreX) < gate.centreMargin || Math.min(centreY, 1 - centreY) < gate.centreMargin) {
    return 'move-into-frame';
  }
  if (box.height < gate.minFaceHeight) return 'closer';
  if (face.brightness < gate.minBrightness) return 'too-dark';
  if (face.brightness > gate.maxBrightness) return 'too-bright';
  return null;
}

/** How the head has to move for the pose; null when it is there. `inside` widens the window by the hysteresis. */
export function assessPose(
  head: HeadPose,
  pose: Pose,
  inside = false,
  gate: FrameGate = DEFAULT_GATE,
): Guidance | null {
  const { yaw, pitch } = POSE_WINDOWS[pose];
  const slack = inside ? POSE_HYSTERESIS_DEGREES : 0;
  const aside = pose === 'left' || pose === 'right';
  if (head.yawDegrees < yaw[0] - slack) {
    if (pose === 'right') return 'turn-less';
    return aside ? 'turn-left' : 'look-straight';
  }
  if (head.yawDegrees > yaw[1] + slack) {
    if (pose === 'left') return 'turn-less';
    return aside ? 'turn-right' : 'look-straight';
  }
  if (head.pitchDegrees < pitch[0] - slack) return 'look-up';
  if (head.pitchDegrees > pitch[1] + slack) return 'look-down';
  if (Math.abs(head.rollDegrees) > gate.maxRollDegrees + slack) return 'hold-head-level';
  return null;
}

/** Whether this very frame is fit to be taken: eyes open, still and sharp. Null when it is. */
export function assessMoment(face: TrackedFace, gate: FrameGate = DEFAULT_GATE): Guidance | null {
  if (face.eyesClosed > gate.maxEyesClosed) return 'open-eyes';
  if (face.motionDegreesPerS > gate.maxMotionDegreesPerS) return 'hold-still';
  if (face.sharpness < gate.minSharpness) return 'clean-lens';
  return null;
}

/** Everything at once, the most useful advice first; null when the frame is good for the pose. */
export function assessFrame(
  observation: FrameObservation,
  pose: Pose,
  inside = false,
  gate: FrameGate = DEFAULT_GATE,
): Guidance | null {
  const face = singleFace(observation);
  if (typeof face === 'string') return face;
  return assessPicture(face, gate) ?? assessPose(face.pose, pose, inside, gate) ?? assessMoment(face, gate);
}
