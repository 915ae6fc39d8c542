import type { RgbImage } from '@facegate/face-engine';

/** `share` of the second picture over the first; both of one size. */
export const crossFaded = (first: RgbImage, second: RgbImage, share: number): RgbImage => ({
  ...first,
  data: first.data.map((value, i) => value * (1 - share) + (second.data[i] ?? value) * share + 0.5),
});
