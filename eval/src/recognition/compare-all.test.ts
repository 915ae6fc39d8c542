import { comparisonScore } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../statistics/random.js';
import { compareAll } from './compare-all.js';
import type { Subject } from './subjects.js';

const random = seededRandom(7);
const vector = (): Float32Array => Float32Array.from({ length: 128 }, () => random() - 0.5);
const subject = (person: number, inData = true, of = vector()): Subject & { vector: Float32Array } => ({
  person,
  inData,
  vector: of,
  failure: undefined,
  gate: undefined,
});

describe.each(['cosine', 'euclidean'] as const)('compareAll by %s', (metric) => {
  it('gives the scores that the engine’s own comparison gives', () => {
    const [a, b, c] = [subject(0), subject(0), subject(1)];
    const { genuine, impostor } = compareAll([a, b, c], metric);
    expect(genuine[0]).toBeCloseTo(comparisonScore(a.vector, b.vector, metric), 6);
    expect(impostor[0]).toBeCloseTo(comparisonScore(a.vector, c.vector, metric), 6);
    expect(impostor[1]).toBeCloseTo(comparisonScore(b.vector, c.vector, metric), 6);
  });
});

describe('compareAll', () => {
  it('compares every two pictures once', () => {
    const { genuine, impostor } = compareAll([subject(0), subject(0), subject(0), subject(1), subject(2)], 'cosine');
    expect(genuine).toHaveLength(3);
    expect(impostor).toHaveLength(7);
  });

  it('takes impostors’ pictures for impostor comparisons only', () => {
    const { genuine, impostor } = compareAll([subject(0), subject(1, false), subject(1, false)], 'cosine');
    expect(genuine).toHaveLength(0);
    expect(impostor).toHaveLength(2);
  });

  it('counts genuine comparisons without a vector as failed, and leaves impostor ones out', () => {
    const failed = { ...subject(0), vector: undefined };
    const { genuine, genuinePersons, impostor } = compareAll([subject(0), failed, failed, subject(1)], 'cosine');
    expect([...genuine]).toEqual([-Infinity, -Infinity, -Infinity]);
    expect([...genuinePersons]).toEqual([0, 0, 0]);
    expect(impostor).toHaveLength(1);
  });

  it('tells whose the false matches are, the highest score first', () => {
    const near = Float32Array.from([1, 0.1]);
    const subjects = [
      subject(0, true, Float32Array.from([1, 0])),
      subject(1, true, near),
      subject(2, true, Float32Array.from([1, 0.5])),
      subject(3, true, Float32Array.from([-1, 0])),
    ];
    const { one, other } = compareAll(subjects, 'cosine').falseMatches(0.85);
    expect([...one].map((person, index) => [person, other[index]])).toEqual([
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
  });
});
