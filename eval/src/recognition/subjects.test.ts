import { COMMON_LIMITS, type ObservedFace } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { failureToAcquire } from './failure-to-acquire.js';
import { toSubjects, type LabelledObservation } from './subjects.js';
import type { Outcome } from './vector-cache.js';

const QUALITY = {
  interocularPx: 60,
  sharpness: 0.6,
  brightness: 0.5,
  cutOff: 0,
  eyesOpen: 0.9,
  overall: 0.9,
};

/** A face of 40 × 40 pixels around a place of a 200 × 200 picture. */
const face = (x: number, y: number, quality: Partial<typeof QUALITY> = {}): ObservedFace =>
  ({
    box: { x: x - 20, y: y - 20, width: 40, height: 40 },
    quality: { ...QUALITY, ...quality },
    embedding: Float32Array.from([x, y]),
  }) as unknown as ObservedFace;

const observed = (person: string, outcome: ObservedFace[] | Outcome, inData = true): LabelledObservation => ({
  sample: { person, file: '1.jpg', path: `${person}/1.jpg` },
  inData,
  observation: {
    sha256: person,
    extractionMs: 1,
    outcome: Array.isArray(outcome)
      ? { kind: 'extracted', extraction: { width: 200, height: 200, faces: outcome } }
      : outcome,
  },
});

const gate = { gate: COMMON_LIMITS };

describe('toSubjects', () => {
  it('takes the face nearest the middle, not the largest', () => {
    const [subject] = toSubjects([observed('ada', [face(30, 30), face(110, 95), face(180, 180)])], gate);
    expect(subject?.vector).toEqual(Float32Array.from([110, 95]));
  });

  it('takes one name for one person, whichever folder it is in', () => {
    const faces = [face(100, 100)];
    const all = [observed('ada', faces), observed('bob', faces), observed('ada', faces, false)];
    expect(toSubjects(all, gate).map(({ person }) => person)).toEqual([0, 1, 0]);
  });
});

describe('failureToAcquire', () => {
  it('tells apart no face, a refused picture and what the gate refuses, of the data only', () => {
    const subjects = toSubjects(
      [
        observed('ada', [face(100, 100)]),
        observed('bob', []),
        observed('cyd', { kind: 'refused', code: 'IMAGE_INVALID' }),
        observed('dee', [face(100, 100, { brightness: 0.01, sharpness: 0.01 })]),
        observed('eve', [], false),
      ],
      gate,
    );
    expect(failureToAcquire(subjects)).toMatchObject({
      withoutVector: { count: 2, of: 4 },
      byCode: { NO_FACE: 1, IMAGE_INVALID: 1 },
      refusedByGate: { count: 3, of: 4 },
      gateByFirstCode: { NO_FACE: 1, IMAGE_INVALID: 1, TOO_DARK: 1 },
      gateByEveryCode: { TOO_DARK: 1, BLURRED: 1 },
    });
  });
});
