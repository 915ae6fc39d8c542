import { describe, expect, it } from 'vitest';
import type { HeadPose, Point } from '../types.js';
import { IBUG_HEAD_MODEL } from './ibug-head-model.js';
import { headPose } from './head-pose.js';
import { toFaceLandmarks } from './ibug-68.js';

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The 68 points as a camera far away sees the head model that has nodded, then turned, then been tilted. */
function seen({ yawDegrees, pitchDegrees, rollDegrees }: HeadPose): Point[] {
  const [yaw, pitch, roll] = [radians(yawDegrees), radians(pitchDegrees), radians(rollDegrees)];
  const points: Point[] = Array.from({ length: 68 }, () => ({ x: 0, y: 0 }));
  for (const { index, x, y, z } of IBUG_HEAD_MODEL) {
    const nodded = y * Math.cos(pitch) + z * Math.sin(pitch);
    const noddedZ = z * Math.cos(pitch) - y * Math.sin(pitch);
    const turnedX = x * Math.cos(yaw) + noddedZ * Math.sin(yaw);
    // Clockwise in the picture, whose y goes down.
    points[index] = {
      x: 300 + 80 * (turnedX * Math.cos(roll) + nodded * Math.sin(roll)),
      y: 200 - 80 * (nodded * Math.cos(roll) - turnedX * Math.sin(roll)),
    };
  }
  return points;
}

describe('head pose of points whose pose is known', () => {
  it.each<[string, HeadPose]>([
    ['straight on', { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 }],
    ['to the own left', { yawDegrees: 30, pitchDegrees: 0, rollDegrees: 0 }],
    ['to the own right', { yawDegrees: -30, pitchDegrees: 0, rollDegrees: 0 }],
    ['up', { yawDegrees: 0, pitchDegrees: 20, rollDegrees: 0 }],
    ['down', { yawDegrees: 0, pitchDegrees: -20, rollDegrees: 0 }],
    ['tilted clockwise', { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 25 }],
    ['left and up', { yawDegrees: 25, pitchDegrees: 15, rollDegrees: 0 }],
  ])('%s', (_name, pose) => {
    const found = headPose(toFaceLandmarks(seen(pose)), { width: 640, height: 480 });
    expect(found.yawDegrees).toBeCloseTo(pose.yawDegrees, 4);
    expect(found.pitchDegrees).toBeCloseTo(pose.pitchDegrees, 4);
    expect(found.rollDegrees).toBeCloseTo(pose.rollDegrees, 4);
  });

  it('a face turned to its own left has its nose nearer to the right edge', () => {
    const points = seen({ yawDegrees: 20, pitchDegrees: 0, rollDegrees: 0 });
    const { noseTip, leftEye, rightEye } = toFaceLandmarks(points);
    expect(noseTip.x).toBeGreaterThan((leftEye.x + rightEye.x) / 2);
    expect(leftEye.x).toBeGreaterThan(rightEye.x);
  });
});
