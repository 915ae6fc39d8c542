import type { FrameFacts } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../statistics/random.js';
import { runSession } from './session.js';

const nobody = (sha256: string): FrameFacts => ({ width: 640, height: 480, sha256, faces: 0 });

/** When a visitor is asked for the first twenty frames. */
const times = (): number[] => {
  const shown: number[] = [];
  runSession(['blink'], { show: (atMs) => (shown.push(atMs), shown.length < 20 ? 'none' : 'end') }, seededRandom(7));
  return shown;
};

describe('a session', () => {
  it('ends at the deadline of its rest when nobody comes', () => {
    let frames = 0;
    const visitor = { show: (): FrameFacts => nobody(`frame ${frames++}`) };
    const outcome = runSession(['blink', 'turn-left'], visitor, seededRandom(1));
    expect(outcome).toMatchObject({ end: 'NO_FACE', steps: 2, told: [] });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(15_000);
    // Eight to fourteen frames a second.
    expect(frames / (outcome.durationMs / 1000)).toBeGreaterThan(7.5);
    expect(frames / (outcome.durationMs / 1000)).toBeLessThan(14.5);
  });

  it('is left open when the footage ends first', () => {
    expect(runSession(['blink'], { show: () => 'end' }, seededRandom(1)).end).toBe('end');
  });

  it('is the same with the same seed', () => {
    expect(times()).toEqual(times());
  });
});
