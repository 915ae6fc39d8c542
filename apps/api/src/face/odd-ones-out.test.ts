import { describe, expect, it } from 'vitest';
import { oddOnesOut } from './odd-ones-out.js';

const near = (one: number, other: number) => Math.abs(one - other) <= 1;

describe('oddOnesOut', () => {
  it.each([
    ['none when all are alike', [1, 1, 2], []],
    ['none of none', [], []],
    ['none of one', [7], []],
    ['the one that is unlike the rest', [1, 9, 2], [9]],
    ['the later one of two', [1, 9], [9]],
    ['none when alike through another', [1, 2, 3], []],
    ['none when the one between comes last', [1, 3, 2], []],
    ['the smaller group', [1, 8, 9, 8, 2], [1, 2]],
    ['all but the first when all differ', [1, 5, 9], [5, 9]],
    ['nobody of a group that a late one joined', [9, 1, 5, 3, 2, 4], [9]],
  ])('names %s', (_name, items, odd) => {
    expect(oddOnesOut(items, near)).toEqual(odd);
  });
});
