import { describe, expect, it } from 'vitest';
import { similarityBetween, transform } from './similarity.js';

describe('a similarity', () => {
  it('turns, scales and shifts', () => {
    const from = [
      { x: 0, y: 0 },
      { x: 2, y: 0 },
      { x: 0, y: 4 },
    ];
    const placed = similarityBetween(
      from,
      from.map(({ x, y }) => ({ x: 5 - 3 * y, y: 3 * x - 1 })),
    );
    expect(transform(placed, { x: 1, y: 1 })).toEqual({ x: expect.closeTo(2, 9), y: expect.closeTo(2, 9) });
  });

  it('does not stretch', () => {
    const square = [
      { x: -1, y: -1 },
      { x: 1, y: -1 },
      { x: 1, y: 1 },
      { x: -1, y: 1 },
    ];
    const placed = similarityBetween(
      square,
      square.map(({ x, y }) => ({ x: 3 * x, y })),
    );
    expect(transform(placed, { x: 1, y: 1 })).toEqual({ x: 2, y: 2 });
  });
});
