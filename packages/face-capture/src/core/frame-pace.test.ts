import { LIVE_FRAMES_PER_SECOND } from '@facegate/contracts';
import { expect, test } from 'vitest';
import { afterSending, maySend, NO_CREDIT, withCredit, type FramePace } from './frame-pace.js';

/** When frames are sent of a camera that has one every `everyMs`. */
function sendings(start: FramePace, everyMs: number, forMs: number): number[] {
  const sent: number[] = [];
  let pace = start;
  for (let atMs = 1000; atMs < 1000 + forMs; atMs += everyMs) {
    if (!maySend(pace, atMs)) continue;
    sent.push(atMs);
    pace = afterSending(pace, atMs);
  }
  return sent;
}

test('nothing is sent without credit', () => {
  expect(maySend(NO_CREDIT, 1000)).toBe(false);
  expect(sendings(withCredit(withCredit(NO_CREDIT, 1), 2), 33, 5000)).toHaveLength(3);
});

test.each([10, 33.3, 40, 60])('with a frame every %d ms every second has less than the server takes', (everyMs) => {
  const sent = sendings(withCredit(NO_CREDIT, 1000), everyMs, 10_000);
  const most = Math.max(...sent.map((from) => sent.filter((atMs) => atMs >= from && atMs < from + 1000).length));
  expect(most).toBeLessThanOrEqual(LIVE_FRAMES_PER_SECOND - 2);
  expect(sent.length).toBeGreaterThan(110);
});

test('what was not sent in a pause is not sent after it', () => {
  const paused = afterSending(withCredit(NO_CREDIT, 1000), 1000);
  const sent = sendings({ ...paused, nextAtMs: 0 }, 1, 1000);
  expect(sent.length).toBeLessThanOrEqual(LIVE_FRAMES_PER_SECOND);
});
