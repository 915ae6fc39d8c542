import { describe, expect, it } from 'vitest';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { unevenness } from './smoothness.js';

/** Shapes that differ in one direction only: positions in parts of the eyes' distance, one a frame. */
const views = (positions: readonly number[]) =>
  positions.map((position, i) => ({
    arrivedAtMs: i * 100,
    shape: Float32Array.of(position, 0, position, 0.2),
  }));
const codeOf = (positions: readonly number[]) => unevenness(views(positions), LIVENESS_LIMITS)?.code;
const STEP = 0.1;

describe('a head', () => {
  it('moves on, stays, and comes back', () => {
    expect(codeOf([0, 1, 2, 3, 4, 4, 4, 4, 3, 2, 1, 0].map((steps) => steps * STEP))).toBeUndefined();
  });

  it('may shake once', () => {
    expect(codeOf([0, 2, 0, 1, 2, 3, 4, 5].map((steps) => steps * STEP))).toBeUndefined();
  });

  it('trembles a little', () => {
    expect(codeOf([0, 0.03, 0, 0.04, 0, 0.03, 0.01, 0.04, 0])).toBeUndefined();
  });
});

describe('what is no head', () => {
  it('stands still at every other frame', () => {
    expect(codeOf([0, 0, 1, 1, 2, 2, 3, 3].map((steps) => steps * STEP))).toBe('FRAMES_HELD');
  });

  it('still does when the noise of another encoding hides it', () => {
    const noise = [0.002, -0.002, 0.001, 0.003, 0, -0.001, 0.002, 0.001];
    expect(codeOf([0, 0, 1, 1, 2, 2, 3, 3].map((steps, i) => steps * STEP + (noise[i] ?? 0)))).toBe('FRAMES_HELD');
  });

  it('turns back at every frame', () => {
    expect(codeOf([0, 2, 1, 3, 2, 4].map((steps) => steps * STEP))).toBe('FRAMES_REORDERED');
  });

  it('is judged by its latest frames only', () => {
    const held = [0, 0, 1, 1, 2, 2, 3, 3];
    const moving = Array.from({ length: LIVENESS_LIMITS.smoothFrames + 1 }, (_, i) => 4 + i);
    expect(codeOf([...held, ...moving].map((steps) => steps * STEP))).toBeUndefined();
  });
});
