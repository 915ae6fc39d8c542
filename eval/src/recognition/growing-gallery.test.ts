import { expect, it } from 'vitest';
import { seededRandom } from '../statistics/random.js';
import { compareAll } from './compare-all.js';
import { growingGallery } from './growing-gallery.js';
import type { Subject } from './subjects.js';

it('growingGallery sees about the FPIR that was asked for when strangers are independent', () => {
  const random = seededRandom(11);
  const person = (): number[] => Array.from({ length: 64 }, () => random() + random() + random() - 1.5);
  const subjects = Array.from({ length: 600 }, (_, index): Subject[] => {
    const middle = person();
    return [0, 1].map(() => ({
      person: index,
      inData: true,
      vector: Float32Array.from(middle, (value) => value + (random() - 0.5) / 10),
      failure: undefined,
      gate: undefined,
    }));
  }).flat();
  const points = growingGallery(subjects, compareAll(subjects, 'cosine'), 'cosine');
  expect(points.map(({ enrolled }) => enrolled)).toEqual([10, 30, 100, 300]);
  for (const { fpir, fnmr } of points.slice(0, 3)) {
    expect(fpir).toBeGreaterThan(0.006);
    expect(fpir).toBeLessThan(0.014);
    expect(fnmr).toBe(0);
  }
  const thresholds = points.map(({ threshold }) => threshold);
  expect(thresholds).toEqual(thresholds.toSorted((one, other) => one - other));
});
