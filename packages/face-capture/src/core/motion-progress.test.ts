import type { LiveFrame, LivenessGuidance } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { FARTHEST_PROGRESS, followMotion, NO_PROGRESS } from './motion-progress.js';

const REST = { yaw: 2, pitch: 10 };
const frame = (yaw: number, pitch: number, guidance: LivenessGuidance | null = null): LiveFrame => ({
  type: 'frame',
  box: null,
  yaw,
  pitch,
  eyesOpen: 0.9,
  guidance,
});
const after = (...frames: LiveFrame[]) =>
  frames.reduce((before, one) => followMotion(before, 'turn-left', one, REST), NO_PROGRESS);

describe('the fill of a step on the ring', () => {
  test.each([
    ['turn-left', 9, 10],
    ['turn-right', -5, 10],
    ['look-up', 2, 17],
    ['look-down', 2, 3],
  ] as const)('of %s is half way to the mark at seven degrees', (action, yaw, pitch) => {
    expect(followMotion(NO_PROGRESS, action, frame(yaw, pitch), REST).progress).toBeCloseTo(0.5);
  });

  test('follows the head both ways, and never below nothing', () => {
    expect(after(frame(12, 10), frame(5.5, 10)).progress).toBeCloseTo(0.25);
    expect(after(frame(-20, 10)).progress).toBe(0);
  });

  test('stays below the mark until the server has seen enough', () => {
    expect(after(frame(40, 10)).progress).toBeLessThan(1);
    expect(after(frame(40, 10, 'turn-further')).progress).toBeLessThan(1);
    expect(after(frame(16, 10, 'look-back')).progress).toBe(1);
  });

  test('passes the mark when the head is turned too far', () => {
    expect(after(frame(23, 10, 'turn-less')).progress).toBeCloseTo(1.5);
    expect(after(frame(80, 10, 'turn-less')).progress).toBe(FARTHEST_PROGRESS);
  });

  test('stays at the mark on the way back, unless the server wants more after all', () => {
    const back = after(frame(16, 10, 'look-back'), frame(3, 10));
    expect(back).toEqual({ progress: 1, wayBack: true });
    expect(followMotion(back, 'turn-left', frame(9, 10, 'turn-further'), REST)).toEqual({
      progress: 0.5,
      wayBack: false,
    });
  });

  test('of a blink is empty until it was seen', () => {
    expect(followMotion(NO_PROGRESS, 'blink', frame(30, 10), REST).progress).toBe(0);
  });
});
