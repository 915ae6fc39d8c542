import { describe, expect, it } from 'vitest';
import { DIMENSIONS } from './quantise.js';
import { CHUNK_ROWS, ScanKernel } from './scan-kernel.js';

const LEAST = -(2 ** 31);
/** Whole numbers that look random, the same ones each time: −range…range. */
const whole = (seed: number, range: number): number =>
  ((Math.imul(seed + 1, 0x9e_37_79_b1) >>> 8) % (2 * range + 1)) - range;
const row = (seed: number): Int8Array => Int8Array.from({ length: DIMENSIONS }, (_, i) => whole(seed * 131 + i, 127));
const probe = Int16Array.from({ length: DIMENSIONS }, (_, i) => whole(i + 999_983, 32_767));
const dot = (components: Int8Array): number => components.reduce((sum, value, i) => sum + value * (probe[i] ?? 0), 0);

const pairs = (found: Int32Array): [number, number][] =>
  Array.from({ length: found.length / 2 }, (_, i) => [found[2 * i] ?? 0, found[2 * i + 1] ?? 0]);

function filled(rows: number): ScanKernel {
  const kernel = new ScanKernel();
  kernel.reserve(rows);
  for (let i = 0; i < rows; i++) kernel.write(i, row(i));
  kernel.setProbe(probe);
  return kernel;
}

describe('the kernel', () => {
  it.each([1, 3, 31, 32, 33, 1000, CHUNK_ROWS])('scores %i rows as plain arithmetic does', (rows) => {
    const expected = Array.from({ length: rows }, (_, i) => [i, dot(row(i))]);
    expect(pairs(filled(rows).scan(0, rows, LEAST)).slice(0, rows)).toEqual(expected);
  });

  it('lists exactly the scores that reach the threshold', () => {
    const kernel = filled(500);
    const scores = Array.from({ length: 500 }, (_, i) => dot(row(i)));
    const threshold = scores.toSorted((a, b) => b - a)[20] ?? 0;
    const expected = scores.flatMap((score, i) => (score >= threshold ? [[i, score]] : []));
    expect(expected).toHaveLength(21);
    expect(pairs(kernel.scan(0, 500, threshold))).toEqual(expected);
    expect(pairs(kernel.scan(0, 500, threshold + 1))).toHaveLength(20);
    expect(pairs(kernel.scan(0, 500, 2 ** 31 - 1))).toEqual([]);
  });

  it('finds a row in a later chunk, also after the memory has grown', () => {
    const kernel = filled(CHUNK_ROWS + 5);
    kernel.reserve(CHUNK_ROWS * 40);
    kernel.write(CHUNK_ROWS * 39 + 77, row(4));
    expect(pairs(kernel.scan(CHUNK_ROWS, 5, LEAST))[4]).toEqual([4, dot(row(CHUNK_ROWS + 4))]);
    expect(pairs(kernel.scan(CHUNK_ROWS * 39, CHUNK_ROWS, LEAST))[77]).toEqual([77, dot(row(4))]);
  });

  it('does not overflow at the ends of both ranges', () => {
    const kernel = new ScanKernel();
    kernel.reserve(2);
    kernel.write(0, new Int8Array(DIMENSIONS).fill(127));
    kernel.write(1, new Int8Array(DIMENSIONS).fill(-127));
    kernel.setProbe(new Int16Array(DIMENSIONS).fill(-32_767));
    const extreme = DIMENSIONS * 127 * 32_767;
    expect(pairs(kernel.scan(0, 2, LEAST)).slice(0, 2)).toEqual([
      [0, -extreme],
      [1, extreme],
    ]);
  });

  it('forgets a cleared row', () => {
    const kernel = filled(2);
    kernel.clear(0);
    expect(pairs(kernel.scan(0, 2, LEAST)).slice(0, 2)).toEqual([
      [0, 0],
      [1, dot(row(1))],
    ]);
  });
});
