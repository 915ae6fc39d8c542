import { POSES, type Pose } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { frame, goodFace } from './frames.test-support.js';
import { assessFrame, type Guidance } from './guidance.js';
import { POSE_HYSTERESIS_DEGREES, POSE_WINDOWS } from './pose-windows.js';

const advice = (pose: Pose, changes: Parameters<typeof goodFace>[0]): Guidance | null =>
  assessFrame(frame(0, goodFace(changes)), pose);

describe('guidance', () => {
  test('a good frame needs none', () => {
    expect(advice('front', {})).toBeNull();
    expect(advice('left', { yawDegrees: 12 })).toBeNull();
    expect(advice('right', { yawDegrees: -12 })).toBeNull();
  });

  test('nobody, or somebody else as well', () => {
    expect(assessFrame(frame(0, null), 'front')).toBe('no-face');
    expect(assessFrame(frame(0, goodFace(), 2), 'front')).toBe('several-faces');
  });

  test.each<[Guidance, Parameters<typeof goodFace>[0]]>([
    ['closer', { box: { x: 0.45, y: 0.4, width: 0.1, height: 0.2 } }],
    ['further', { box: { x: 0.1, y: 0, width: 0.8, height: 0.97 } }],
    ['move-into-frame', { box: { x: -0.1, y: 0.25, width: 0.3, height: 0.5 } }],
    ['move-into-frame', { box: { x: 0.35, y: 0.65, width: 0.3, height: 0.5 } }],
    ['too-dark', { brightness: 0.1 }],
    ['too-bright', { brightness: 0.97 }],
    ['hold-head-level', { pose: { yawDegrees: 0, pitchDegrees: 0, rollDegrees: -30 } }],
    ['look-up', { pitchDegrees: -40 }],
    ['look-down', { pitchDegrees: 40 }],
    ['look-straight', { yawDegrees: 15 }],
    ['open-eyes', { eyesClosed: 0.8 }],
    ['hold-still', { motionDegreesPerS: 200 }],
    ['clean-lens', { sharpness: 0.01 }],
  ])('front: %s', (expected, changes) => {
    expect(advice('front', changes)).toBe(expected);
  });

  test('each side is asked for by its own name', () => {
    expect(advice('left', { yawDegrees: 0 })).toBe('turn-left');
    expect(advice('left', { yawDegrees: -20 })).toBe('turn-left');
    expect(advice('left', { yawDegrees: 60 })).toBe('turn-less');
    expect(advice('right', { yawDegrees: 0 })).toBe('turn-right');
    expect(advice('right', { yawDegrees: 20 })).toBe('turn-right');
    expect(advice('right', { yawDegrees: -60 })).toBe('turn-less');
  });

  test('the edge of the window is wider for who is already inside', () => {
    const yawDegrees = POSE_WINDOWS.front.yaw[1] + POSE_HYSTERESIS_DEGREES;
    const seen = frame(0, goodFace({ yawDegrees }));
    expect(assessFrame(seen, 'front', false)).toBe('look-straight');
    expect(assessFrame(seen, 'front', true)).toBeNull();
  });

  test('no head fits two poses of the wizard', () => {
    for (let yawDegrees = -60; yawDegrees <= 60; yawDegrees += 1) {
      const fits = (['front', 'left', 'right'] as const).filter(
        (pose) => assessFrame(frame(0, goodFace({ yawDegrees })), pose) === null,
      );
      expect(fits.length).toBeLessThanOrEqual(1);
    }
  });

  test('every pose of the contract has a window', () => {
    expect(Object.keys(POSE_WINDOWS).toSorted()).toEqual([...POSES].toSorted());
  });
});
