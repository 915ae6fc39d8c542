import { describe, expect, it } from 'vitest';
import { pairAccuracy } from './pair-accuracy.js';
import { parsePairs } from './pairs.js';
import type { LabelledObservation, Subject } from './subjects.js';

/** People at right angles to each other, two like pictures each. */
const people = Array.from({ length: 40 }, (_, index) => `person${index}`);
const pictures = people.flatMap((person, index) =>
  [1, 2].map((number) => ({
    observed: {
      sample: { person, file: `${person}_000${number}.jpg`, path: '' },
      inData: true,
      observation: {
        sha256: `${person}${number}`,
        extractionMs: 1,
        outcome: { kind: 'refused', code: 'IMAGE_INVALID' },
      },
    } satisfies LabelledObservation,
    subject: {
      person: index,
      inData: true,
      vector: Float32Array.from(people, (_, i) => (i === index ? 1 : number / 100)),
      failure: undefined,
      gate: undefined,
    } satisfies Subject,
  })),
);
const observed = pictures.map((picture) => picture.observed);
const subjects = pictures.map(({ subject }): Subject => subject);
const text = [
  '40',
  ...people.map((person) => `${person}\t1\t2`),
  ...people.map((person, index) => `${person}\t1\t${people[(index + 1) % 40] ?? ''}\t2`),
].join('\n');

describe('pairAccuracy', () => {
  it('is 1 when people can be told apart', () => {
    const result = pairAccuracy(parsePairs(text), observed, subjects, 'cosine');
    expect(result).toMatchObject({ assessed: true, view: 1, pairs: 80, accuracy: 1, withoutScore: 0 });
  });

  it('counts every pair of a picture without a vector as an error', () => {
    const failing = subjects.map((subject, index) => (index === 0 ? { ...subject, vector: undefined } : subject));
    const result = pairAccuracy(parsePairs(text), observed, failing, 'cosine');
    if (!result.assessed) throw new Error(result.reason);
    expect(result.withoutScore).toBe(2);
    expect(result.folds.reduce((sum, { correct }) => sum + correct, 0)).toBe(78);
  });

  it('is not assessed without a list, and refuses a list of other pictures', () => {
    expect(pairAccuracy(undefined, observed, subjects, 'cosine')).toMatchObject({ assessed: false });
    expect(() =>
      pairAccuracy(parsePairs(text.replace('person0\t1\t2', 'nobody\t1\t2')), observed, subjects, 'cosine'),
    ).toThrow('nobody_0001');
  });
});
