import { describe, expect, it } from 'vitest';
import type { Box, RgbImage } from '../types.js';
import { backdropChange, backdropOf, BACKDROP_STRIPES } from './backdrop.js';
import { madeUpFace } from './sessions.test-support.js';
import { NO_SIGNS, screenSigns, withBackdrop } from './screen-signs.js';

const [WIDTH, HEIGHT] = [160, 128];
const FACE: Box = { x: 60, y: 40, width: 40, height: 50 };

function picture(luma: (y: number, x: number) => number): RgbImage {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < WIDTH * HEIGHT; i++) data.fill(luma(Math.floor(i / WIDTH), i % WIDTH), 3 * i, 3 * i + 3);
  return { data, width: WIDTH, height: HEIGHT };
}
const stripes = (luma: (y: number, x: number) => number): Float32Array => backdropOf(picture(luma), FACE);
const bands =
  (phase: number) =>
  (y: number): number =>
    100 + 10 * Math.sin((2 * Math.PI * y) / 64 + phase);

describe('the backdrop', () => {
  it('is what lies beside the face, stripe by stripe', () => {
    const found = stripes((y, x) => (Math.abs(x - 80) < 28 ? 250 : y));
    expect(found).toHaveLength(BACKDROP_STRIPES);
    expect(found.at(0)).toBeLessThan(4);
    expect(found.at(-1)).toBeGreaterThan(120);
    expect(Math.max(...found)).toBeLessThan(128);
  });

  it('is nothing when the face fills the picture', () => {
    const found = backdropOf(
      picture(() => 9),
      { x: 0, y: 0, width: WIDTH, height: HEIGHT },
    );
    expect(found.every((value) => Number.isNaN(value))).toBe(true);
    expect(backdropChange(found, found)).toBeUndefined();
  });

  it('flickers as a whole', () => {
    const change = backdropChange(
      stripes(() => 100),
      stripes(() => 110),
    )!;
    expect(change.flicker).toBeCloseTo(10 / 110, 3);
    expect(change.banding).toBeCloseTo(0, 6);
  });

  it('shows bands that wander', () => {
    const change = backdropChange(stripes(bands(0)), stripes(bands(2)))!;
    expect(change.banding).toBeGreaterThan(0.05);
    expect(change.flicker).toBeLessThan(0.01);
  });

  it('shows none when a light comes in from below', () => {
    expect(
      backdropChange(
        stripes(() => 100),
        stripes((y) => 100 + y / 10),
      )!.banding,
    ).toBeLessThan(0.003);
  });
});

const face = (value: number) => ({ ...madeUpFace({}), backdrop: new Float32Array(BACKDROP_STRIPES).fill(value) });

describe('the signs of a screen', () => {
  it('are the middle of what changed between frames that follow each other', () => {
    const seen = [100, 101, 101, 200].reduce((signs, value, i) => withBackdrop(signs, face(value), i * 100), NO_SIGNS);
    expect(screenSigns(seen)!.flicker).toBeCloseTo(1 / 101, 4);
  });

  it('are none across a silence or a turn', () => {
    const silent = withBackdrop(withBackdrop(NO_SIGNS, face(1), 0), face(200), 900);
    const turned = withBackdrop(
      withBackdrop(NO_SIGNS, face(1), 0),
      { ...face(200), pose: madeUpFace({ yaw: 9 }).pose },
      100,
    );
    expect([screenSigns(silent), screenSigns(turned)]).toEqual([undefined, undefined]);
  });
});
