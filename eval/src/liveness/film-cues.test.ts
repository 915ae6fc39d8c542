import { describe, expect, it } from 'vitest';
import type { MeasuredFrame } from './measures/series.js';
import { flicker, stretches } from './film-cues.js';

const at = (atSeconds: number): MeasuredFrame => ({
  atSeconds,
  facts: { width: 4, height: 3, sha256: `${atSeconds}`, faces: 0 },
});

describe('flicker', () => {
  it('is a change that goes back, in parts of the mean', () => {
    expect(flicker([1, 1.1, 1, 1.1, 1])).toBeCloseTo(0.2 / 1.04, 5);
    expect(flicker([1, 2, 3, 4])).toBe(0);
    expect(flicker([1, 2])).toBeUndefined();
  });
});

it('a film is cut into whole stretches of two seconds, ten frames a second', () => {
  const film = Array.from({ length: 30 * 5 }, (_, i) => at(i / 30));
  const parts = stretches(film);
  expect(parts.map(({ length }) => length)).toEqual([20, 20, 10]);
  expect(parts[1]?.[0]?.atSeconds).toBe(2);
});
