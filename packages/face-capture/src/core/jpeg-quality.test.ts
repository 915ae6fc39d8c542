import { LIVE_FRAME_MAX_BYTES } from '@facegate/contracts';
import { expect, test } from 'vitest';
import { nextQuality, START_QUALITY } from './jpeg-quality.js';

/** Bytes of a picture of so much detail: about what a JPEG does. */
const bytesAt = (quality: number, detail: number): number => detail * 2 ** (quality * 3);

function settle(detail: number): { quality: number; bytes: number } {
  let quality = START_QUALITY;
  for (let frame = 0; frame < 50; frame++) quality = nextQuality(quality, bytesAt(quality, detail));
  return { quality, bytes: bytesAt(quality, detail) };
}

test.each([8000, 14_000, 20_000, 30_000])('a picture of detail %d comes to fit', (detail) => {
  expect(settle(detail).bytes).toBeLessThanOrEqual(LIVE_FRAME_MAX_BYTES);
});

test('a plain picture comes to the best quality, and none below what a face needs', () => {
  expect(settle(500).quality).toBeCloseTo(0.85);
  expect(settle(1e6).quality).toBeCloseTo(0.3);
});
