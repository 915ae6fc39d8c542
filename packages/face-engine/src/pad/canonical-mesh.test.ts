import { describe, expect, it } from 'vitest';
import { CANONICAL_FACE_MODEL } from '../landmarks/canonical-face-model.js';
import { CANONICAL_MESH, TEXELS, TEXTURE_SIDE, type Texel } from './canonical-mesh.js';

const vertexAt = (index: number): number[] => CANONICAL_MESH.vertices.slice(3 * index, 3 * index + 3);

const placeOf = ({ corners, shares }: Texel, axis: number): number =>
  corners.reduce((sum, corner, at) => sum + shares.at(at)! * vertexAt(corner).at(axis)!, 0);
const mirrored = (index: number): number => index - 2 * (index % TEXTURE_SIDE) + TEXTURE_SIDE - 1;

describe('the canonical mesh', () => {
  it.each(CANONICAL_FACE_MODEL)('has the point $index where the pose is fitted to it', ({ index, x, y, z }) => {
    const found = vertexAt(index);
    for (const [axis, value] of [x, y, z].entries()) expect(found[axis]).toBeCloseTo(value, 2);
  });

  it('has 468 points, and triangles of these only', () => {
    expect(CANONICAL_MESH.vertices).toHaveLength(468 * 3);
    expect(CANONICAL_MESH.triangles.length % 3).toBe(0);
    expect(new Set(CANONICAL_MESH.triangles)).toEqual(new Set(Array.from({ length: 468 }, (_, index) => index)));
  });
});

describe('the texels', () => {
  it('lie inside of their triangles: no share is below 0, and all of one texel are 1', () => {
    for (const { shares } of TEXELS) {
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      expect(shares[0] + shares[1] + shares[2]).toBeCloseTo(1, 9);
    }
  });

  it('lie in the texture, each once, row by row', () => {
    const places = TEXELS.map(({ index }) => index);
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
    expect(places.at(-1)).toBeLessThan(TEXTURE_SIDE ** 2);
    expect(places.length).toBeGreaterThan(TEXTURE_SIDE ** 2 / 3);
  });

  it('are as many on the left as on the right, and mirror one another', () => {
    const places = new Set(TEXELS.map(({ index }) => index));
    const left = TEXELS.filter(({ index }) => index % TEXTURE_SIDE >= TEXTURE_SIDE / 2);
    expect(Math.abs(TEXELS.length - 2 * left.length)).toBeLessThanOrEqual(4);
    expect(left.filter(({ index }) => !places.has(mirrored(index))).length).toBeLessThanOrEqual(4);
  });

  it('show places in the order of the mesh: x grows with the column, y falls with the row', () => {
    const [first, other] = [TEXELS.at(0)!, TEXELS.at(-1)!];
    const rows = Math.floor(other.index / TEXTURE_SIDE) - Math.floor(first.index / TEXTURE_SIDE);
    const cmPerRow = (placeOf(first, 1) - placeOf(other, 1)) / rows;
    for (const texel of TEXELS) {
      const columns = (texel.index % TEXTURE_SIDE) - (first.index % TEXTURE_SIDE);
      expect(placeOf(texel, 0)).toBeCloseTo(placeOf(first, 0) + columns * cmPerRow, 6);
    }
  });

  it('have a normal of length 1 that points out of the face', () => {
    for (const { normal } of TEXELS) {
      expect(Math.hypot(...normal)).toBeCloseTo(1, 9);
      expect(normal[2]).toBeGreaterThan(0);
    }
    const meanX = TEXELS.reduce((sum, { normal: [x] }) => sum + x, 0) / TEXELS.length;
    expect(meanX).toBeCloseTo(0, 2);
  });

  it('leave out lids and lips', () => {
    const lidsAndLips = new Set([159, 145, 386, 374, 13, 14]);
    for (const { corners } of TEXELS) {
      expect(corners.filter((corner) => lidsAndLips.has(corner)).length).toBeLessThan(2);
    }
  });
});
