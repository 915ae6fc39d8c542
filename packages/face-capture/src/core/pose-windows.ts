import type { Pose } from '@facegate/contracts';

/** Degrees, both ends included. */
export interface PoseWindow {
  yaw: readonly [number, number];
  pitch: readonly [number, number];
}

/**
 * Where the head has to be for each pose, in MediaPipe's degrees (yaw positive = the person's own left, pitch
 * positive = up). A web camera above a screen sees a level head at a pitch of about −10°, a phone held low at +15°.
 * The least turn is one that everybody reaches without strain; the server judges the pose again with its own engine.
 */
export const POSE_WINDOWS: Readonly<Record<Pose, PoseWindow>> = {
  front: { yaw: [-8, 8], pitch: [-22, 22] },
  left: { yaw: [10, 50], pitch: [-25, 25] },
  right: { yaw: [-50, -10], pitch: [-25, 25] },
  up: { yaw: [-15, 15], pitch: [14, 45] },
  down: { yaw: [-15, 15], pitch: [-45, -14] },
};

/** Once inside, the head may sway this much past the window's edge before it counts as having left. */
export const POSE_HYSTERESIS_DEGREES = 2;
