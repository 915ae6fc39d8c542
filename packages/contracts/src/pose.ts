/**
 * Head poses a picture can claim, from the person's own view: `left` is the person turning
 * towards their own left shoulder, which in an unmirrored picture is towards its right edge.
 */
export const POSES = ['front', 'left', 'right', 'up', 'down'] as const;
export type Pose = (typeof POSES)[number];

/** The poses that the sign-up wizard asks for, in order. */
export const SIGN_UP_POSES = ['front', 'left', 'right'] as const satisfies readonly Pose[];

export interface HeadPose {
  /** Degrees; positive when the head is turned to the person's own left. */
  yawDegrees: number;
  /** Degrees; positive when looking up. */
  pitchDegrees: number;
  /** Degrees; positive when the head is tilted clockwise as a viewer of the unmirrored picture sees it. */
  rollDegrees: number;
}
