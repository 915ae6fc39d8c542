/** A landmark of the rigid part of a head, in distances between the eye centres: x to the head's left, y up, z forward. */
export interface HeadPoint {
  /** In the order of iBUG 300-W. */
  index: number;
  x: number;
  y: number;
  z: number;
}

/**
 * Nose, eyes and mouth corners of a mean head as face-api's landmark network draws it, about its own centre.
 *
 * Measured, not drawn: the rigid shape whose weak-perspective views fit the landmarks of lfw-dev and of footage with
 * turning heads best (alternating least squares over shape and views, mirrored pictures added). `eval/head-model.mjs`
 * repeats it. Brows, jaw and lips are left out, because they move.
 */
export const HEAD_MODEL: readonly HeadPoint[] = [
  { index: 27, x: 0, y: 0.298, z: 0.124 },
  { index: 28, x: 0, y: 0.101, z: 0.253 },
  { index: 29, x: 0, y: -0.082, z: 0.389 },
  { index: 30, x: 0, y: -0.258, z: 0.424 },
  { index: 31, x: -0.19, y: -0.397, z: 0.111 },
  { index: 32, x: -0.105, y: -0.419, z: 0.169 },
  { index: 33, x: 0, y: -0.441, z: 0.196 },
  { index: 34, x: 0.105, y: -0.419, z: 0.169 },
  { index: 35, x: 0.19, y: -0.397, z: 0.111 },
  { index: 36, x: -0.684, y: 0.304, z: -0.203 },
  { index: 37, x: -0.583, y: 0.36, z: -0.108 },
  { index: 38, x: -0.434, y: 0.362, z: -0.106 },
  { index: 39, x: -0.303, y: 0.289, z: -0.119 },
  { index: 40, x: -0.421, y: 0.249, z: -0.101 },
  { index: 41, x: -0.575, y: 0.247, z: -0.131 },
  { index: 42, x: 0.303, y: 0.289, z: -0.119 },
  { index: 43, x: 0.434, y: 0.362, z: -0.106 },
  { index: 44, x: 0.583, y: 0.36, z: -0.108 },
  { index: 45, x: 0.684, y: 0.304, z: -0.203 },
  { index: 46, x: 0.575, y: 0.247, z: -0.131 },
  { index: 47, x: 0.421, y: 0.249, z: -0.101 },
  { index: 48, x: -0.413, y: -0.803, z: -0.205 },
  { index: 54, x: 0.413, y: -0.803, z: -0.205 },
];
