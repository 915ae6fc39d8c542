import type { ClaimedPose, HeadPose, PoseWindow } from '../types.js';

export type RestPose = Pick<HeadPose, 'yawDegrees' | 'pitchDegrees'>;

const STRAIGHT_ON: RestPose = { yawDegrees: 0, pitchDegrees: 0 };

/**
 * Wide on purpose: they tell poses apart, the browser's guidance asks for more. `left` and `right` begin past the
 * scatter of a still face; no window reaches to the other side.
 */
export const POSE_WINDOWS: Record<ClaimedPose, PoseWindow> = {
  front: { yawDegrees: [-12, 12], pitchDegrees: [-28, 25] },
  left: { yawDegrees: [7, 60], pitchDegrees: [-30, 30] },
  right: { yawDegrees: [-60, -7], pitchDegrees: [-30, 30] },
  up: { yawDegrees: [-25, 25], pitchDegrees: [6, 50] },
  down: { yawDegrees: [-25, 25], pitchDegrees: [-50, -6] },
};

/**
 * The same for the mesh's angles, which are the browser's: relative to the camera's axes, and smaller by a fifth or more
 * for a face that is near. The browser's guidance asks for ±8° and ±10°.
 */
export const MESH_POSE_WINDOWS: Record<ClaimedPose, PoseWindow> = {
  ...POSE_WINDOWS,
  front: { yawDegrees: [-9.5, 9.5], pitchDegrees: [-28, 25] },
  left: { yawDegrees: [6, 60], pitchDegrees: [-30, 30] },
  right: { yawDegrees: [-60, -6], pitchDegrees: [-30, 30] },
};

export function inPoseWindow(
  pose: HeadPose,
  claimed: ClaimedPose,
  rest: RestPose = STRAIGHT_ON,
  windows: Record<ClaimedPose, PoseWindow> = POSE_WINDOWS,
): boolean {
  const { yawDegrees, pitchDegrees } = windows[claimed];
  return (
    within(pose.yawDegrees - rest.yawDegrees, yawDegrees) && within(pose.pitchDegrees - rest.pitchDegrees, pitchDegrees)
  );
}

const within = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most;
