import { comparisonScore } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../statistics/random.js';
import { compareAll } from './compare-all.js';
import type { Subject } from './subjects.js';

const random = seededRandom(7);
const vector = (dimensions = 128): Float32Array => Float32Array.from({ length: dimensions }, () => random() - 0.5);
const subject = (person: number, inData = true, of = vector()): Subject & { vector: Float32Array } => ({
  person,
  inData,
  vector: of,
  failure: undefined,
  gate: undefined,
});

describe.each(['cosine', 'euclidean'] as const)('compareAll by %s', (metric) => {
  it('gives what comparing every two pictures one by one gives, across all tiles', () => {
    // Neither a multiple of a tile's sides nor of four; 22 components are no multiple of four either.
    const subjects = Array.from({ length: 301 }, (_, i) => subject(i >> 1, i % 3 > 0, vector(22)));
    const impostor: { score: number; one: number; other: number }[] = [];
    const genuine: number[] = [];
    for (const [i, one] of subjects.entries()) {
      for (const other of subjects.slice(i + 1)) {
        const score = comparisonScore(one.vector, other.vector, metric);
        if (one.person !== other.person) impostor.push({ score, one: one.person, other: other.person });
        else if (one.inData && other.inData) genuine.push(score);
      }
    }
    impostor.sort((one, other) => other.score - one.score);

    const blocked = compareAll(subjects, metric);
    expect(blocked.impostor.counts.total).toBe(impostor.length);
    for (const threshold of [-0.2, 0, 0.05, 0.2, 0.4]) {
      const naive = impostor.filter(({ score }) => score >= threshold).length;
      // A score within rounding of the threshold may fall to either side.
      expect(Math.abs(blocked.impostor.counts.atLeast(threshold) - naive)).toBeLessThanOrEqual(1);
    }
    const { scores, one, other } = blocked.impostor.matches;
    // The highest 20,000 keep their persons; the counts above cover all.
    expect(scores).toHaveLength(20_000);
    for (const [k, match] of impostor.slice(0, 2000).entries()) {
      expect(scores[k]).toBeCloseTo(match.score, 5);
      expect([one[k], other[k]]).toEqual([match.one, match.other]);
    }
    const sorted = genuine.toSorted((a, b) => a - b);
    expect(blocked.sortedGenuine).toHaveLength(sorted.length);
    for (const [k, score] of sorted.entries()) expect(blocked.sortedGenuine[k]).toBeCloseTo(score, 5);
  });
});

describe('compareAll', () => {
  it('compares every two pictures once', () => {
    const { genuine, impostor } = compareAll([subject(0), subject(0), subject(0), subject(1), subject(2)], 'cosine');
    expect(genuine).toHaveLength(3);
    expect(impostor.counts.total).toBe(7);
  });

  it('takes impostors’ pictures for impostor comparisons only', () => {
    const { genuine, impostor } = compareAll([subject(0), subject(1, false), subject(1, false)], 'cosine');
    expect(genuine).toHaveLength(0);
    expect(impostor.counts.total).toBe(2);
  });

  it('counts genuine comparisons without a vector as failed, and leaves impostor ones out', () => {
    const failed = { ...subject(0), vector: undefined };
    const { genuine, genuinePersons, impostor } = compareAll([subject(0), failed, failed, subject(1)], 'cosine');
    expect([...genuine]).toEqual([-Infinity, -Infinity, -Infinity]);
    expect([...genuinePersons]).toEqual([0, 0, 0]);
    expect(impostor.counts.total).toBe(1);
  });

  it('refuses vectors of different lengths', () => {
    expect(() => compareAll([subject(0), subject(1, true, vector(64))], 'cosine')).toThrow(RangeError);
  });

  it('tells how far it is', () => {
    let told = 0;
    compareAll(
      Array.from({ length: 200 }, (_, i) => subject(i)),
      'cosine',
      (comparisons) => {
        told += comparisons;
      },
    );
    expect(told).toBeGreaterThanOrEqual((200 * 199) / 2);
  });
});
