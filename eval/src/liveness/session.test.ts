import { LIVENESS_LIMITS, type Challenge, type FrameFacts } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../statistics/random.js';
import { commonDelivery } from './delivery.js';
import { runSession, type Outcome, type Visitor } from './session.js';

const nobody = (sha256: string): FrameFacts => ({ width: 640, height: 480, sha256, faces: 0 });

function session(challenge: Challenge, visitor: Visitor, seed: number): Outcome {
  const random = seededRandom(seed);
  return runSession({ challenge, delivery: commonDelivery(random), limits: LIVENESS_LIMITS }, visitor, random);
}

/** When a visitor is asked for the first twenty frames. */
const times = (): number[] => {
  const shown: number[] = [];
  session(['blink'], { show: (atMs) => (shown.push(atMs), shown.length < 20 ? 'none' : 'end') }, 7);
  return shown;
};

describe('a session', () => {
  it('ends at the deadline of its rest when nobody comes', () => {
    let frames = 0;
    const outcome = session(['blink', 'turn-left'], { show: () => nobody(`frame ${frames++}`) }, 1);
    expect(outcome).toMatchObject({ end: 'NO_FACE', steps: 2, told: [] });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(15_000);
    // Eight to fourteen frames a second.
    expect(frames / (outcome.durationMs / 1000)).toBeGreaterThan(7.5);
    expect(frames / (outcome.durationMs / 1000)).toBeLessThan(14.5);
  });

  it('is left open when the footage ends first', () => {
    expect(session(['blink'], { show: () => 'end' }, 1).end).toBe('end');
  });

  it('is the same with the same seed', () => {
    expect(times()).toEqual(times());
  });
});
