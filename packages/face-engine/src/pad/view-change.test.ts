import { describe, expect, it } from 'vitest';
import { TEXTURE_SIDE } from './canonical-mesh.js';
import type { MeasuredFace } from './frame-measure.js';
import { madeUpFace, madeUpTexture } from './sessions.test-support.js';
import { viewChange } from './view-change.js';

const REST = madeUpTexture({});

const faceWith = (texture: Uint8Array, yaw = 0): MeasuredFace => ({ ...madeUpFace({ yaw }), texture });

/** The texture, brighter by that factor at each place: x and y in −0.5…0.5. */
const relit = (gain: (x: number, y: number) => number): Uint8Array =>
  REST.map((luma, i) => {
    const x = (i % TEXTURE_SIDE) / TEXTURE_SIDE - 0.5;
    const y = Math.floor(i / TEXTURE_SIDE) / TEXTURE_SIDE - 0.5;
    return Math.min(255, Math.round(luma * gain(x, y)));
  });

const shadingTo = (texture: Uint8Array): number => viewChange(faceWith(REST), faceWith(texture, 15))!.shading;

describe('the shading between two views', () => {
  it('is 0 when both show the same texture', () => {
    expect(shadingTo(REST)).toBeCloseTo(0, 6);
  });

  it.each<[string, (x: number, y: number) => number]>([
    ['darker everywhere', () => 0.8],
    ['lit from one side', (x, y) => Math.exp(0.3 * x - 0.2 * y)],
    ['lit from the middle', (x, y) => Math.exp(-0.5 * x * x - 0.4 * y * y + 0.3 * x * y)],
  ])('is nearly 0 when one is %s', (_name, gain) => {
    expect(shadingTo(relit(gain))).toBeLessThan(0.006);
  });

  it.each<[string, (x: number, y: number) => number]>([
    ['beside the nose', (x, y) => (Math.abs(x - 0.12) < 0.08 && Math.abs(y) < 0.2 ? 0.7 : 1)],
    ['in waves', (x) => Math.exp(0.15 * Math.sin(x * 14))],
  ])('is large when one has other shade %s', (_name, gain) => {
    expect(shadingTo(relit(gain))).toBeGreaterThan(0.03);
  });

  it('does not count noise of single places', () => {
    const noise = REST.map((luma, i) => luma + Math.round(6 * Math.sin(i * 78.233)));
    expect(shadingTo(noise)).toBeLessThan(0.012);
  });

  it('is the same in both directions', () => {
    const other = relit((x) => Math.exp(0.15 * Math.sin(x * 14)));
    const back = viewChange(faceWith(other, 15), faceWith(REST))!;
    expect(back.shading).toBeCloseTo(shadingTo(other), 6);
  });
});

describe('the contrast of two views', () => {
  it('grows with their fine structure, and not with their light', () => {
    const rough = REST.map((luma, i) => luma * (1 + 0.3 * Math.sin(i * 12.9898) * Math.cos(i * 4.1)));
    const plain = viewChange(faceWith(REST), faceWith(REST, 15))!.contrast;
    expect(viewChange(faceWith(rough), faceWith(rough, 15))!.contrast).toBeGreaterThan(plain * 1.15);
    expect(
      viewChange(
        faceWith(REST),
        faceWith(
          relit(() => 0.8),
          15,
        ),
      )!.contrast,
    ).toBeCloseTo(plain, 2);
  });
});

describe('two views', () => {
  it.each([
    [20, true],
    [40, true],
    [90, false],
  ])('%i° apart can be compared: %s', (yaw, comparable) => {
    expect(viewChange(faceWith(REST), faceWith(REST, yaw)) !== undefined).toBe(comparable);
  });
});
