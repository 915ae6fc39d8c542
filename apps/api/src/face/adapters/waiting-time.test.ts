import { describe, expect, it } from 'vitest';
import { WaitingTime } from './waiting-time.js';

function after(pictureMs: number, load: Parameters<WaitingTime['observe']>[1]): WaitingTime {
  const waitingTime = new WaitingTime();
  for (let picture = 0; picture < 200; picture += 1) waitingTime.observe(pictureMs, load);
  return waitingTime;
}

const idle = { workers: 2, busy: 0, queued: 0 };

describe('WaitingTime', () => {
  it.each([
    [400, { workers: 1, busy: 1, queued: 32 }, 13],
    [400, { workers: 4, busy: 4, queued: 32 }, 4],
    [100, { workers: 4, busy: 4, queued: 8 }, 1],
    [2000, { workers: 1, busy: 1, queued: 1 }, 2],
    [400, { workers: 1, busy: 1, queued: 0 }, 1],
  ])('with %i ms a picture and %j it is %i s', (pictureMs, load, seconds) => {
    expect(after(pictureMs, idle).retryAfterSeconds(load)).toBe(seconds);
  });

  it('does not take the time in the queue for time of work', () => {
    const load = { workers: 1, busy: 1, queued: 9 };
    expect(after(11 * 390, load).retryAfterSeconds({ ...load, queued: 10 })).toBe(4);
  });

  it('makes a guess before the first picture', () => {
    expect(new WaitingTime().retryAfterSeconds({ workers: 1, busy: 1, queued: 8 })).toBe(4);
  });
});
