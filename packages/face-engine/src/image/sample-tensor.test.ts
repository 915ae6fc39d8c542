import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../types.js';
import { sampleTensor, type TensorFormat } from './sample-tensor.js';
import type { Similarity } from './similarity.js';

/** 2 × 2: red, green, blue, white. */
const IMAGE: RgbImage = {
  width: 2,
  height: 2,
  data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255),
};
const PLAIN = { scale: 1, offset: 0, outside: 'black' } as const;

function sampled(similarity: Similarity, side: number, format: TensorFormat): Float32Array {
  const tensor = new Float32Array(3 * side * side).fill(Number.NaN);
  sampleTensor(IMAGE, similarity, side, format, tensor);
  return tensor;
}

describe('sampleTensor', () => {
  it('copies pixels where the similarity changes nothing, one channel after the other', () => {
    const tensor = sampled({ a: 1, b: 0, tx: 0, ty: 0 }, 2, PLAIN);
    expect([...tensor]).toEqual([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]);
  });

  it('mixes neighbours by their distance', () => {
    const tensor = sampled({ a: 1, b: 0, tx: 0.25, ty: 0.5 }, 1, PLAIN);
    // Upper pixels: red and green; lower ones: blue and white.
    const mixed = [(0.75 * 255 + 0.25 * 255) / 2, (0.25 * 255 + 0.25 * 255) / 2, 255 / 2];
    expect(tensor).toHaveLength(3);
    for (const [channel, value] of mixed.entries()) expect(tensor[channel]).toBeCloseTo(value, 4);
  });

  it('turns: the second pixel of a row lies below the first', () => {
    const tensor = sampled({ a: 0, b: 1, tx: 0, ty: 0 }, 2, PLAIN);
    expect([tensor[1], tensor[5], tensor[9]]).toEqual([0, 0, 255]);
  });

  it('takes what lies outside for black, before scale and offset', () => {
    const tensor = sampled({ a: 1, b: 0, tx: -5, ty: 7 }, 2, { ...PLAIN, scale: 2 / 255, offset: -1 });
    expect([...tensor]).toEqual(Array.from({ length: 12 }, () => -1));
  });

  it('draws the edge on when asked', () => {
    const tensor = sampled({ a: 1, b: 0, tx: -5, ty: 0 }, 2, { ...PLAIN, outside: 'edge' });
    expect([...tensor]).toEqual([255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]);
  });

  it('fades to black half a pixel outside', () => {
    const [red] = sampled({ a: 1, b: 0, tx: -0.5, ty: 0 }, 1, PLAIN);
    expect(red).toBeCloseTo(127.5, 4);
  });
});
