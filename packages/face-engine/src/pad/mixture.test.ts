import { describe, expect, it } from 'vitest';
import { mixtureResidual } from './mixture.js';

const wave = (frequency: number, count = 200): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => 100 + 30 * Math.sin(i * frequency));
const [one, other, third] = [wave(0.1), wave(0.37), wave(0.9)];
const mixed = (a: number, b: number, c = 0): Float32Array => one.map((value, i) => a * value + b * (other[i] ?? 0) + c);

describe('the residual of a mixture', () => {
  it('is nothing for a mixture, however bright', () => {
    expect(mixtureResidual(mixed(0.3, 0.7), one, other)).toBeCloseTo(0, 3);
    expect(mixtureResidual(mixed(0.9, 0.2, 40), one, other)).toBeCloseTo(0, 3);
  });

  it('is the whole spread of what has nothing of either', () => {
    expect(mixtureResidual(third, one, other)).toBeGreaterThan(20);
  });

  it('takes nothing away: what only a negative share explains stays', () => {
    expect(mixtureResidual(mixed(1, -0.5), one, other)).toBeGreaterThan(9);
  });

  it('is that of one alone when both are the same', () => {
    expect(mixtureResidual(mixed(0.5, 0), one, one)).toBeCloseTo(0, 3);
    expect(mixtureResidual(third, one, one)).toBeGreaterThan(20);
  });

  it('is what is left of a target without any change', () => {
    const even = new Float32Array(200).fill(7);
    expect(mixtureResidual(even, one, other)).toBe(0);
    expect(mixtureResidual(one, even, even)).toBeCloseTo(mixtureResidual(one, even, other), 1);
  });
});
