import type { HeadPoint } from './head-point.js';

/**
 * Nose, eyes and mouth corners of a mean head as face-api's landmark network draws it, about its own centre.
 *
 * Measured, not drawn: the rigid shape whose weak-perspective views fit the landmarks of lfw-dev and of footage with
 * turning heads best (alternating least squares over shape and views, mirrored pictures added). `eval/head-model.mjs`
 * repeats it. Brows, jaw and lips are left out, because they move.
 */
export const IBUG_HEAD_MODEL: readonly HeadPoint[] = [
  { index: 27, x: 0, y: 0.296, z: 0.12 },
  { index: 28, x: 0, y: 0.097, z: 0.249 },
  { index: 29, x: 0, y: -0.089, z: 0.388 },
  { index: 30, x: 0, y: -0.267, z: 0.427 },
  { index: 31, x: -0.193, y: -0.399, z: 0.112 },
  { index: 32, x: -0.107, y: -0.423, z: 0.17 },
  { index: 33, x: 0, y: -0.446, z: 0.199 },
  { index: 34, x: 0.107, y: -0.423, z: 0.17 },
  { index: 35, x: 0.193, y: -0.399, z: 0.112 },
  { index: 36, x: -0.684, y: 0.307, z: -0.21 },
  { index: 37, x: -0.583, y: 0.361, z: -0.112 },
  { index: 38, x: -0.433, y: 0.364, z: -0.11 },
  { index: 39, x: -0.303, y: 0.292, z: -0.124 },
  { index: 40, x: -0.421, y: 0.252, z: -0.106 },
  { index: 41, x: -0.575, y: 0.25, z: -0.137 },
  { index: 42, x: 0.303, y: 0.292, z: -0.124 },
  { index: 43, x: 0.433, y: 0.364, z: -0.11 },
  { index: 44, x: 0.583, y: 0.361, z: -0.112 },
  { index: 45, x: 0.684, y: 0.307, z: -0.21 },
  { index: 46, x: 0.575, y: 0.25, z: -0.137 },
  { index: 47, x: 0.421, y: 0.252, z: -0.106 },
  { index: 48, x: -0.422, y: -0.8, z: -0.176 },
  { index: 54, x: 0.422, y: -0.8, z: -0.176 },
];
