import { expect, it } from 'vitest';
import { UsedTime } from './used-time.js';

it('fades by half in ten seconds', () => {
  let nowMs = 0;
  const used = new UsedTime(() => nowMs);
  used.add(['a'], 80);
  nowMs = 20_000;
  expect(used.shareOf(['a'])).toBeCloseTo(20);
  used.add(['a'], 10);
  expect(used.shareOf(['a'])).toBeCloseTo(30);
  expect(used.shareOf(['b'])).toBe(0);
  expect(used.shareOf([])).toBe(0);
});

it('holds a quarter of what a network used against each address of it', () => {
  const used = new UsedTime(() => 0);
  for (let n = 0; n < 8; n++) used.add([`${n}`, 'network'], 10);
  expect(used.shareOf(['new', 'network'])).toBe(20);
  expect(used.shareOf(['new', 'elsewhere'])).toBe(0);
});

it('keeps a bounded number of senders, the latest of them', () => {
  let nowMs = 0;
  const used = new UsedTime(() => nowMs++);
  for (let n = 0; n < 50_000; n++) used.add([`${n}`], 100);
  expect(used.size).toBeLessThanOrEqual(10_001);
  expect(used.shareOf(['49999'])).toBeGreaterThan(99);
});
