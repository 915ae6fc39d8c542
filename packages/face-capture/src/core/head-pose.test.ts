import { describe, expect, test } from 'vitest';
import { headPoseFromMatrix } from './head-pose.js';
import { motionDegreesPerS } from './motion.js';

const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);
const cos = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
/** Column by column; the last column is where the head is, which must not matter. */
const matrix = (...rows: [number[], number[], number[]]): number[] => [
  ...[0, 1, 2].flatMap((column) => [...rows.map((row) => row[column] ?? 0), 0]),
  3,
  -2,
  -40,
  1,
];

describe('head pose', () => {
  test('a level head has none', () => {
    const pose = headPoseFromMatrix(matrix([1, 0, 0], [0, 1, 0], [0, 0, 1]));
    expect(pose.yawDegrees).toBeCloseTo(0);
    expect(pose.pitchDegrees).toBeCloseTo(0);
    expect(pose.rollDegrees).toBeCloseTo(0);
  });

  test("the nose towards the right edge of the picture is the person's left: positive", () => {
    const turned = matrix([cos(30), 0, sin(30)], [0, 1, 0], [-sin(30), 0, cos(30)]);
    expect(headPoseFromMatrix(turned).yawDegrees).toBeCloseTo(30);
  });

  test('the nose up is positive', () => {
    const raised = matrix([1, 0, 0], [0, cos(20), sin(20)], [0, -sin(20), cos(20)]);
    expect(headPoseFromMatrix(raised).pitchDegrees).toBeCloseTo(20);
  });

  test('clockwise as the viewer sees it is positive', () => {
    const tilted = matrix([cos(15), sin(15), 0], [-sin(15), cos(15), 0], [0, 0, 1]);
    expect(headPoseFromMatrix(tilted).rollDegrees).toBeCloseTo(15);
  });

  test('other matrices are refused', () => {
    expect(() => headPoseFromMatrix([1, 2, 3])).toThrow(RangeError);
  });
});

describe('motion', () => {
  const still = {
    box: { x: 0.4, y: 0.3, width: 0.2, height: 0.3 },
    pose: { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 },
  };

  test('nothing to compare with is no motion', () => {
    expect(motionDegreesPerS(null, still, 40)).toBe(0);
    expect(motionDegreesPerS(still, still, 0)).toBe(0);
  });

  test('turns count in degrees, a shift by the own width as 60', () => {
    const turned = { ...still, pose: { ...still.pose, yawDegrees: 4 } };
    expect(motionDegreesPerS(still, turned, 100)).toBeCloseTo(40);
    const shifted = { ...still, box: { ...still.box, x: 0.6 } };
    expect(motionDegreesPerS(still, shifted, 1000)).toBeCloseTo(60);
  });
});
