import type { HeadPose } from '@facegate/contracts';

const degrees = (radians: number): number => (radians * 180) / Math.PI;

/**
 * Head pose from MediaPipe's facial transformation matrix.
 *
 * @param matrix 16 numbers, column by column: the canonical face (x to the picture's right, y up, z out of the
 *   face) in the camera's space (x right, y up, z towards the camera), unmirrored.
 * @throws RangeError when there are not 16 numbers.
 */
export function headPoseFromMatrix(matrix: ArrayLike<number>): HeadPose {
  if (matrix.length !== 16) throw new RangeError(`A face matrix has 16 numbers, not ${matrix.length}`);
  const at = (index: number): number => matrix[index] ?? 0;
  // The third column is where the nose points, the first one where the face's right-hand side of the picture is.
  return {
    yawDegrees: degrees(Math.atan2(at(8), at(10))),
    pitchDegrees: degrees(Math.atan2(at(9), Math.hypot(at(8), at(10)))),
    rollDegrees: degrees(Math.atan2(-at(1), at(0))),
  };
}
