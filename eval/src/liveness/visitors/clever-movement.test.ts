import { describe, expect, it } from 'vitest';
import type { LivenessGuidance } from '@facegate/face-engine';
import { seededRandom } from '../../statistics/random.js';
import { CleverMovement } from './clever-movement.js';

const EVERY_MS = 50;

/** Degrees at every 50 ms after a turn to the left was told, with what is said meanwhile. */
function degrees(guidanceAt: (atMs: number) => LivenessGuidance | undefined, untilMs: number): number[] {
  const movement = new CleverMovement(seededRandom(2));
  return Array.from({ length: untilMs / EVERY_MS }, (_, i) => {
    const guidance = guidanceAt(i * EVERY_MS);
    const told = { index: 0, action: 'turn-left', atMs: 0, ...(guidance && { guidance }) } as const;
    return movement.at(i * EVERY_MS, told)?.degrees ?? 0;
  });
}

describe('a clever movement', () => {
  it('begins after a reaction, goes there smoothly and comes back', () => {
    const way = degrees(() => undefined, 3500);
    expect(way.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(Math.max(...way)).toBeGreaterThan(18);
    expect(way.at(-1)).toBe(0);
    const steps = way.slice(1).map((value, i) => Math.abs(value - (way[i] ?? NaN)));
    // 25° in half a second, at its fastest one and a half times the mean.
    expect(Math.max(...steps)).toBeLessThan(4);
  });

  it('goes further when it is told so, and back as soon as that is told', () => {
    const further = degrees((atMs) => (atMs > 600 && atMs < 2000 ? 'further' : undefined), 3500);
    expect(Math.max(...further)).toBeGreaterThan(Math.max(...degrees(() => undefined, 3500)) + 3);
    const back = degrees((atMs) => (atMs > 600 ? 'look-back' : undefined), 2500);
    expect(Math.max(...back)).toBeLessThan(15);
    expect(back.at(-1)).toBe(0);
  });

  it('is none when a blink is asked for', () => {
    const movement = new CleverMovement(seededRandom(2));
    expect(movement.at(2000, { index: 0, action: 'blink', atMs: 0 })).toBeUndefined();
  });
});
