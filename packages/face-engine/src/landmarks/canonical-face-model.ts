import type { HeadPoint } from './head-point.js';

export interface WeightedHeadPoint extends HeadPoint {
  /** How much the point counts. */
  weight: number;
}

/**
 * The points by which MediaPipe itself fits its canonical face to a mesh, in centimetres, with their weights: the
 * `procrustes_landmark_basis` in geometry_pipeline_metadata_landmarks.binarypb of face_landmarker.task (Apache-2.0).
 */
export const CANONICAL_FACE_MODEL: readonly WeightedHeadPoint[] = [
  { index: 4, x: 0, y: -0.463, z: 7.587, weight: 0.0709 },
  { index: 6, x: 0, y: 2.473, z: 5.789, weight: 0.0321 },
  { index: 10, x: 0, y: 8.262, z: 4.482, weight: 0.0084 },
  { index: 33, x: -4.446, y: 2.664, z: 3.173, weight: 0.0587 },
  { index: 54, x: -6.279, y: 6.615, z: 1.426, weight: 0.0077 },
  { index: 67, x: -3.524, y: 8.006, z: 3.729, weight: 0.0091 },
  { index: 117, x: -5.259, y: 0.946, z: 2.974, weight: 0.0098 },
  { index: 119, x: -3.301, y: 0.862, z: 3.873, weight: 0.0146 },
  { index: 121, x: -1.821, y: 1.468, z: 4.224, weight: 0.0186 },
  { index: 127, x: -7.743, y: 2.365, z: -2.005, weight: 0.0052 },
  { index: 129, x: -1.786, y: -0.978, z: 4.85, weight: 0.1206 },
  { index: 132, x: -7.271, y: -2.891, z: -2.252, weight: 0.0056 },
  { index: 133, x: -1.856, y: 2.585, z: 3.758, weight: 0.0533 },
  { index: 136, x: -5.085, y: -7.179, z: 0.715, weight: 0.0669 },
  { index: 143, x: -6.408, y: 2.236, z: 1.561, weight: 0.0148 },
  { index: 147, x: -6.235, y: -1.944, z: 1.664, weight: 0.0143 },
  { index: 198, x: -1.247, y: 0.23, z: 5.681, weight: 0.0255 },
  { index: 205, x: -3.833, y: -1.537, z: 4.138, weight: 0.0473 },
  { index: 263, x: 4.446, y: 2.664, z: 3.173, weight: 0.0587 },
  { index: 284, x: 6.279, y: 6.615, z: 1.426, weight: 0.0077 },
  { index: 297, x: 3.524, y: 8.006, z: 3.729, weight: 0.0091 },
  { index: 346, x: 5.259, y: 0.946, z: 2.974, weight: 0.0098 },
  { index: 348, x: 3.301, y: 0.862, z: 3.873, weight: 0.0146 },
  { index: 350, x: 1.821, y: 1.468, z: 4.224, weight: 0.0186 },
  { index: 356, x: 7.743, y: 2.365, z: -2.005, weight: 0.0052 },
  { index: 358, x: 1.786, y: -0.978, z: 4.85, weight: 0.1206 },
  { index: 361, x: 7.271, y: -2.891, z: -2.252, weight: 0.0056 },
  { index: 362, x: 1.856, y: 2.585, z: 3.758, weight: 0.0533 },
  { index: 365, x: 5.085, y: -7.179, z: 0.715, weight: 0.0669 },
  { index: 372, x: 6.408, y: 2.236, z: 1.561, weight: 0.0148 },
  { index: 376, x: 6.235, y: -1.944, z: 1.664, weight: 0.0143 },
  { index: 420, x: 1.247, y: 0.23, z: 5.681, weight: 0.0255 },
  { index: 425, x: 3.833, y: -1.537, z: 4.138, weight: 0.0473 },
];
