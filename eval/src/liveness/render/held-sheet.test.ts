import type { RgbImage } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { FRONT, held, noisy, tiltFor } from './held-sheet.js';

/** 80 × 60, brighter to the right and to the bottom. */
const PHOTO: RgbImage = {
  width: 80,
  height: 60,
  data: Uint8Array.from({ length: 80 * 60 * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return (pixel % 80) * 2 + Math.floor(pixel / 80);
  }),
};

const greyAt = ({ data, width }: RgbImage, x: number, y: number): number => data[(y * width + x) * 3] ?? -1;
const BACKDROP = 110;
/** Columns of the middle row that the sheet covers. */
const covered = (picture: RgbImage): number =>
  Array.from({ length: 80 }, (_, x) => greyAt(picture, x, 30)).filter((grey) => grey !== BACKDROP).length;

describe('a sheet before a camera', () => {
  it('is the photograph itself when it is held straight', () => {
    const { data } = held(PHOTO, FRONT);
    expect(Math.max(...data.map((value, i) => Math.abs(value - (PHOTO.data[i] ?? 0))))).toBeLessThanOrEqual(1);
  });

  it('gets narrow when it is tilted, and its near side larger', () => {
    const tilted = held(PHOTO, { ...FRONT, yaw: 60 });
    expect(covered(tilted)).toBeLessThan(60);
    // The middle of the picture still shows the middle of the photograph.
    expect(greyAt(tilted, 40, 30)).toBeCloseTo(greyAt(PHOTO, 40, 30), -1);
    const rows = (x: number): number =>
      Array.from({ length: 60 }, (_, y) => greyAt(tilted, x, y)).filter((grey) => grey !== BACKDROP).length;
    expect(rows(58)).toBeGreaterThan(rows(24));
  });

  it('gets narrow when it is bent', () => {
    expect(covered(held(PHOTO, { ...FRONT, bend: 1.6 }))).toBeLessThan(75);
  });

  it('is tilted the other way for the other side', () => {
    expect(tiltFor('turn-left', 40)).toEqual({ yaw: -40, pitch: 0 });
    expect(tiltFor('turn-right', 40)).toEqual({ yaw: 40, pitch: 0 });
    expect(tiltFor('look-down', 40)).toEqual({ yaw: 0, pitch: 40 });
  });

  it('has a noise of its own in every frame', () => {
    const [one, other] = [noisy(PHOTO, 1), noisy(PHOTO, 2)];
    expect(one.data).not.toEqual(other.data);
    expect(noisy(PHOTO, 1).data).toEqual(one.data);
  });
});
