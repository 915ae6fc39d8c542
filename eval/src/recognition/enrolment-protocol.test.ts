import { describe, expect, it } from 'vitest';
import { enrolmentProtocol } from './enrolment-protocol.js';
import type { Subject } from './subjects.js';

/** A vector at an angle: the cosine of two is that of the degrees between them. */
const at = (degrees: number): Float32Array =>
  Float32Array.from([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);
const subject = (person: number, degrees: number | undefined): Subject => ({
  person,
  inData: true,
  vector: degrees === undefined ? undefined : at(degrees),
  failure: degrees === undefined ? 'NO_FACE' : undefined,
  gate: undefined,
});
const THRESHOLD = Math.cos((10.5 * Math.PI) / 180);

describe('enrolmentProtocol', () => {
  it('compares each picture with the next three of its person', () => {
    // The fifth picture is 40° off: only as a probe it misses; as a reference others are nearer.
    const subjects = [0, 2, 4, 6, 40].map((degrees) => subject(0, degrees));
    subjects.push(subject(1, 120));
    const result = enrolmentProtocol(subjects, [THRESHOLD], 'cosine');
    expect(result).toMatchObject({ enrolled: 1, genuineProbes: 5, strangerProbes: 1 });
    expect(result?.verification[0]?.fnmr).toMatchObject({ count: 1, of: 5 });
    expect(result?.verification[0]?.fmr).toMatchObject({ count: 0, of: 1 });
  });

  it('counts a stranger who finds somebody, and an owner whom another outscores', () => {
    const subjects = [
      ...[0, 1, 2, 3].map((degrees) => subject(0, degrees)),
      ...[90, 91, 92, 3.4].map((degrees) => subject(1, degrees)),
      subject(2, -5),
      subject(3, 200),
    ];
    const result = enrolmentProtocol(subjects, [THRESHOLD], 'cosine');
    expect(result?.identification[0]?.fpir).toMatchObject({ count: 1, of: 2 });
    // The last picture of person 1 looks like person 0, who is therefore also a false match 1:1.
    expect(result?.identification[0]?.fnir).toMatchObject({ count: 1, of: 8 });
    expect(result?.verification[0]?.fmr).toMatchObject({ count: 2, of: 4 * 2 + 2 * 2 });
  });

  it('counts a probe without a vector as a miss and never enrols it', () => {
    const subjects = [0, 1, undefined, 2, 3].map((degrees) => subject(0, degrees));
    subjects.push(subject(1, 180));
    const result = enrolmentProtocol(subjects, [THRESHOLD], 'cosine');
    expect(result?.verification[0]?.fnmr).toMatchObject({ count: 1, of: 5 });
  });

  it('is not assessed when nobody has four pictures', () => {
    expect(
      enrolmentProtocol(
        [0, 1, 2].map((degrees) => subject(0, degrees)),
        [THRESHOLD],
        'cosine',
      ),
    ).toBeUndefined();
  });
});
