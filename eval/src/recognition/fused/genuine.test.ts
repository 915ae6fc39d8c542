import { describe, expect, it } from 'vitest';
import { fusedFnmr, fusedGenuine } from './genuine.js';

const towards = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const person = (number: number, degrees: readonly number[]) => ({
  person: number,
  inData: true,
  vectors: degrees.map(towards),
});

describe('fusedGenuine', () => {
  it('compares every choice of references with every choice of the others', () => {
    // Four ways to leave one out of four.
    expect(fusedGenuine([person(0, [0, 10, 20, 30])], 3, [1], 'cosine')).toHaveLength(4);
    // Two of five left for the probe, or one of the two.
    expect(fusedGenuine([person(0, [0, 10, 20, 30, 40])], 3, [1, 2], 'cosine')).toHaveLength(10 * 2 + 10);
  });

  it('scores the mean of the references against the mean of the probe', () => {
    const scores = fusedGenuine([person(0, [-10, 0, 10, 60])], 3, [1], 'cosine').map(({ score }) => score);
    expect(Math.min(...scores)).toBeCloseTo(Math.cos((60 * Math.PI) / 180), 6);
  });

  it('leaves out who has too few pictures', () => {
    expect(fusedGenuine([person(0, [0, 1, 2])], 3, [1], 'cosine')).toEqual([]);
  });

  it('draws where there are very many ways', () => {
    expect(
      fusedGenuine(
        [
          person(
            0,
            Array.from({ length: 12 }, (_, i) => i),
          ),
        ],
        3,
        [3],
        'cosine',
      ),
    ).toHaveLength(150);
  });
});

describe('fusedFnmr', () => {
  const genuine = [0.9, 0.8, 0.3].map((score, k) => ({ person: k, score }));

  it('counts what is below the threshold', () => {
    expect(fusedFnmr(genuine, 0.5)).toMatchObject({ misses: 1, of: 3, persons: 3, rate: 1 / 3 });
  });

  it('without a miss has the rule of three over the people as its bound', () => {
    const [low, high] = fusedFnmr(genuine, 0.2)!.byPerson95;
    expect(low).toBe(0);
    expect(high).toBeCloseTo(1 - 0.05 ** (1 / 3), 10);
  });

  it('of nothing is nothing', () => {
    expect(fusedFnmr([], 0.5)).toBeUndefined();
  });
});
