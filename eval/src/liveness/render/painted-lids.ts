import type { Point, RgbImage } from '@facegate/face-engine';
import { sampled } from './draw-triangles.js';

/** Upper and lower lid of each eye in the mesh, from corner to corner. */
const LIDS = [
  {
    upper: [33, 246, 161, 160, 159, 158, 157, 173, 133],
    lower: [33, 7, 163, 144, 145, 153, 154, 155, 133],
  },
  {
    upper: [362, 398, 384, 385, 386, 387, 388, 466, 263],
    lower: [362, 382, 381, 380, 374, 373, 390, 249, 263],
  },
];

/** In widths of an eye: how much of the skin above the lid is drawn down over the eye, and the line of the lashes. */
const SKIN_ABOVE = 0.35;
const LASHES = 0.05;
const LASHES_SHADE = 0.4;

/** The photograph with the skin above each eye drawn down over it, and the line of the lashes below. */
export function withLidsPainted(photo: RgbImage, mesh: readonly Point[]): RgbImage {
  const painted: RgbImage = { ...photo, data: photo.data.slice() };
  for (const { upper, lower } of LIDS) {
    const above = upper.map((index) => mesh[index]!);
    const below = lower.map((index) => mesh[index]!);
    const width = Math.abs(above.at(-1)!.x - above[0]!.x);
    const from = Math.min(above[0]!.x, above.at(-1)!.x) - width * 0.05;
    const to = Math.max(above[0]!.x, above.at(-1)!.x) + width * 0.05;
    for (let x = Math.max(0, Math.round(from)); x <= Math.min(photo.width - 1, to); x++) {
      const lid = heightAt(above, x) - width * 0.06;
      const bottom = Math.max(lid, heightAt(below, x) + width * 0.03);
      drawDown(photo, painted, x, { skin: lid - width * SKIN_ABOVE, lid, bottom, lashes: width * LASHES });
    }
  }
  return painted;
}

/** The stretch from `skin` to `lid` goes from `skin` to `bottom`. */
function drawDown(
  photo: RgbImage,
  { width, height, data }: RgbImage,
  x: number,
  { skin, lid, bottom, lashes }: { skin: number; lid: number; bottom: number; lashes: number },
): void {
  for (let y = Math.max(0, Math.ceil(skin)); y <= Math.min(height - 1, bottom); y++) {
    const from = skin + ((y - skin) / (bottom - skin)) * (lid - skin);
    const shade = y > bottom - lashes && bottom > lid + lashes ? LASHES_SHADE : 1;
    for (let channel = 0; channel < 3; channel++) {
      data[(y * width + x) * 3 + channel] = sampled(photo, x + 0.5, from + 0.5, channel) * shade;
    }
  }
}

function heightAt(line: readonly Point[], x: number): number {
  const sorted = line.toSorted((a, b) => a.x - b.x);
  const next = sorted.findIndex((point) => point.x >= x);
  if (next <= 0) return (next === 0 ? sorted[0]! : sorted.at(-1)!).y;
  const [a, b] = [sorted[next - 1]!, sorted[next]!];
  return a.y + ((b.y - a.y) * (x - a.x)) / Math.max(1e-6, b.x - a.x);
}
