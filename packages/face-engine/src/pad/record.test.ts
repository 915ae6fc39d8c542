import { describe, expect, it } from 'vitest';
import { evidenceOf, leastScore } from './evidence.js';
import type { MeasuredFace } from './frame-measure.js';
import {
  actionOfPose,
  capture,
  EMPTY_RECORD,
  evidenceIn,
  forgetPose,
  isCaptured,
  POSE_OF_ACTION,
  withCandidate,
  withFrame,
  withoutCandidate,
} from './record.js';
import { madeUpFace, type Look } from './sessions.test-support.js';

const REST = { yawDegrees: 0, pitchDegrees: 0 };

const faceOf = (look: Look, overall = 0.8): MeasuredFace => ({ ...madeUpFace(look), overall });
const withoutVector = (look: Look): MeasuredFace => {
  const { embedding: _, ...face } = madeUpFace(look);
  return face;
};
const vectorAt = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const frameAt = (degrees: number, weight = 1) => ({
  sha256: `${degrees}`,
  embedding: vectorAt(degrees),
  degrees: 0,
  weight,
});

describe('the agreement of a session', () => {
  it('is the least score of two of its frames', () => {
    expect(leastScore([vectorAt(0), vectorAt(10), vectorAt(60)])).toBeCloseTo(0.5, 6);
    expect(leastScore([vectorAt(60), vectorAt(10), vectorAt(0)])).toBeCloseTo(0.5, 6);
  });

  it('is 1 for one frame', () => {
    expect(leastScore([vectorAt(30)])).toBe(1);
  });
});

describe('the evidence of a session', () => {
  it('has the mean vector of its frames, the good ones counting more', () => {
    const even = evidenceOf([frameAt(0), frameAt(60)], [], []).embedding;
    expect((Math.atan2(even.at(1)!, even.at(0)!) * 180) / Math.PI).toBeCloseTo(30, 4);
    const better = evidenceOf([frameAt(0, 3), frameAt(60)], [], []).embedding;
    expect((Math.atan2(better.at(1)!, better.at(0)!) * 180) / Math.PI).toBeCloseTo(13.9, 1);
    expect(Math.hypot(...better)).toBeCloseTo(1, 6);
  });

  it('tells how many frames were compared, how far they agree, and the bytes of all', () => {
    const evidence = evidenceOf([frameAt(0), frameAt(60)], ['0', '10', '60'], []);
    expect(evidence).toMatchObject({ frames: 2, sha256s: ['0', '10', '60'], captured: [] });
    expect(evidence.agreement).toBeCloseTo(0.5, 6);
  });
});

describe('the record of a session', () => {
  it('has every frame, and the vectors of those that were compared', () => {
    const record = ['a', 'b'].reduce(
      (known, name) => withFrame(known, name, name === 'a' ? faceOf({}) : withoutVector({}), 3, 25),
      EMPTY_RECORD,
    );
    expect(record.sha256s).toEqual(['a', 'b']);
    expect(record.judged).toEqual([{ sha256: 'a', embedding: faceOf({}).embedding, degrees: 3, weight: 0.8 }]);
    expect(evidenceIn(record)).toMatchObject({ frames: 1, agreement: 1, sha256s: ['a', 'b'] });
  });

  it('fuses nothing that is turned too far to tell whose it is', () => {
    const record = withFrame(EMPTY_RECORD, 'a', faceOf({ yaw: 30 }), 30, 25);
    expect([record.sha256s, record.judged]).toEqual([['a'], []]);
  });

  it('counts a frame without any quality a little', () => {
    expect(withFrame(EMPTY_RECORD, 'a', faceOf({}, 0), 0, 25).judged.at(0)!.weight).toBeGreaterThan(0);
  });
});

describe('the candidate for a pose', () => {
  const good = withCandidate(EMPTY_RECORD, 'left', 'good', faceOf({ yaw: 20 }), REST);

  it('is a frame within the window of the pose', () => {
    expect(good.candidate).toMatchObject({ pose: 'left', sha256: 'good', quality: 0.8 });
    expect(good.candidate!.embedding).toEqual(faceOf({}).embedding);
  });

  it('is measured from the rest of the person', () => {
    const rest = { yawDegrees: 12, pitchDegrees: 0 };
    expect(withCandidate(EMPTY_RECORD, 'left', 'a', faceOf({ yaw: 14 }), rest)).toBe(EMPTY_RECORD);
    expect(withCandidate(EMPTY_RECORD, 'left', 'a', faceOf({ yaw: 14 }), REST).candidate).toBeDefined();
  });

  it.each<[string, MeasuredFace]>([
    ['another pose', faceOf({ yaw: -20 })],
    ['a dark picture', faceOf({ yaw: 20, brightness: 0.05 })],
    ['closed eyes', faceOf({ yaw: 20, eyes: 0.05 })],
    ['a small face', faceOf({ yaw: 20, size: 0.2 })],
    ['a frame without a vector', withoutVector({ yaw: 20 })],
  ])('is not %s', (_name, face) => {
    expect(withCandidate(EMPTY_RECORD, 'left', 'bad', face, REST)).toBe(EMPTY_RECORD);
  });

  it('gives way to a better frame, and to no worse or equal one', () => {
    const better = withCandidate(good, 'left', 'better', faceOf({ yaw: 22 }, 0.9), REST);
    expect(better.candidate!.sha256).toBe('better');
    expect(withCandidate(good, 'left', 'worse', faceOf({ yaw: 22 }, 0.7), REST)).toBe(good);
    expect(withCandidate(good, 'left', 'equal', faceOf({ yaw: 22 }, 0.8), REST)).toBe(good);
  });

  it('gives way to a frame of the pose that is captured next', () => {
    const next = withCandidate(good, 'up', 'next', faceOf({ pitch: 20 }, 0.5), REST);
    expect(next.candidate).toMatchObject({ pose: 'up', sha256: 'next' });
  });

  it('becomes the frame of its pose, in place of an earlier one', () => {
    const kept = capture(good);
    expect(kept.candidate).toBeUndefined();
    expect(isCaptured(kept, 'left')).toBe(true);
    expect(isCaptured(kept, 'right')).toBe(false);
    const again = capture(withCandidate(kept, 'left', 'again', faceOf({ yaw: 20 }, 0.4), REST));
    expect(again.captured.map(({ sha256 }) => sha256)).toEqual(['again']);
  });

  it('can be dropped, as can a captured frame', () => {
    expect(withoutCandidate(good)).toEqual(EMPTY_RECORD);
    expect(capture(withoutCandidate(good))).toEqual(EMPTY_RECORD);
    expect(isCaptured(forgetPose(capture(good), 'left'), 'left')).toBe(false);
    expect(isCaptured(forgetPose(capture(good), 'right'), 'left')).toBe(true);
  });

  it('belongs to the pose that its action shows', () => {
    for (const [pose, action] of Object.entries(actionOfPose)) expect(POSE_OF_ACTION[action]).toBe(pose);
  });
});
