import { describe, expect, it } from 'vitest';
import type { HeadPose, Landmark } from '../types.js';
import { CANONICAL_FACE_MODEL } from './canonical-face-model.js';
import { meshPose } from './mesh-pose.js';

const PICTURE = { width: 640, height: 480 };
const FOCAL_PX = PICTURE.height / 2 / Math.tan((63 * Math.PI) / 360);
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The canonical face, nodded, turned and tilted, before a camera with MediaPipe's angle of view; centimetres. */
function seen(pose: HeadPose, at: { x: number; y: number; distance: number }): Landmark[] {
  const [yaw, pitch, roll] = [radians(pose.yawDegrees), radians(pose.pitchDegrees), radians(pose.rollDegrees)];
  const points: Landmark[] = Array.from({ length: 478 }, () => ({ x: 0, y: 0, z: 0 }));
  const inSpace = CANONICAL_FACE_MODEL.map(({ index, x, y, z }) => {
    const nodded = y * Math.cos(pitch) + z * Math.sin(pitch);
    const forward = z * Math.cos(pitch) - y * Math.sin(pitch);
    const turned = x * Math.cos(yaw) + forward * Math.sin(yaw);
    const near = forward * Math.cos(yaw) - x * Math.sin(yaw);
    return {
      index,
      right: turned * Math.cos(roll) + nodded * Math.sin(roll) + at.x,
      up: nodded * Math.cos(roll) - turned * Math.sin(roll) + at.y,
      depth: at.distance - near,
    };
  });
  const pxPerCm = FOCAL_PX / at.distance;
  for (const { index, right, up, depth } of inSpace) {
    points[index] = {
      x: PICTURE.width / 2 + (right * FOCAL_PX) / depth,
      y: PICTURE.height / 2 - (up * FOCAL_PX) / depth,
      z: (depth - at.distance) * pxPerCm,
    };
  }
  // The rest of the mesh only tells the mean depth.
  const known = inSpace.reduce((sum, { depth }) => sum + (depth - at.distance) * pxPerCm, 0) / inSpace.length;
  return points.map((point, i) => (inSpace.some(({ index }) => index === i) ? point : { ...point, z: known }));
}

describe('the pose of a mesh whose pose is known', () => {
  it.each<[string, HeadPose]>([
    ['straight on', { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 }],
    ['to the own left', { yawDegrees: 30, pitchDegrees: 0, rollDegrees: 0 }],
    ['to the own right', { yawDegrees: -40, pitchDegrees: 0, rollDegrees: 0 }],
    ['up', { yawDegrees: 0, pitchDegrees: 20, rollDegrees: 0 }],
    ['down', { yawDegrees: 0, pitchDegrees: -20, rollDegrees: 0 }],
    ['tilted clockwise', { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 25 }],
    ['left and up', { yawDegrees: 25, pitchDegrees: 15, rollDegrees: 0 }],
  ])('%s, far away', (_name, pose) => {
    const found = meshPose(seen(pose, { x: 0, y: 0, distance: 400 }), PICTURE);
    expect(Math.abs(found.yawDegrees - pose.yawDegrees)).toBeLessThan(1);
    expect(Math.abs(found.pitchDegrees - pose.pitchDegrees)).toBeLessThan(1);
    expect(Math.abs(found.rollDegrees - pose.rollDegrees)).toBeLessThan(1);
  });

  it('is relative to the camera, wherever in the picture the face is', () => {
    const pose = { yawDegrees: 15, pitchDegrees: 5, rollDegrees: 0 };
    const middle = meshPose(seen(pose, { x: 0, y: 0, distance: 60 }), PICTURE);
    const side = meshPose(seen(pose, { x: 20, y: 0, distance: 60 }), PICTURE);
    expect(Math.abs(middle.yawDegrees - side.yawDegrees)).toBeLessThan(3);
  });
});
