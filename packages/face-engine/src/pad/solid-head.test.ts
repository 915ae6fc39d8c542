import { personA, personB } from '@facegate/test-footage';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, type LoadedEngine } from '../engines.js';
import { foreshortening, lowering } from './foreshortening.js';
import type { MeasuredFace } from './frame-measure.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { measureFrame } from './measure-frame.js';
import { planarMatch } from './planar-match.js';
import { madeUpFace } from './sessions.test-support.js';
import { isFlat, isSolid, NO_EVIDENCE, weigh, type Solidity } from './solid-head.js';

/** Ways in which a picture that is held askew is drawn: narrower, lower, leaning. */
const ASKEW: readonly [string, [number, number, number, number]][] = [
  ['narrower', [0.75, 0, 0, 1]],
  ['leaning', [0.8, 0.1, -0.05, 0.95]],
  ['lower', [1, 0, 0.1, 0.8]],
];

describe('a real head against its picture', () => {
  let engine: LoadedEngine;
  let front: MeasuredFace;

  const faceIn = async (jpeg: Uint8Array): Promise<MeasuredFace> => {
    const { face } = await measureFrame(engine.pipeline, jpeg, { embed: 'none' });
    if (!face) throw new Error('no face in the picture');
    return face;
  };

  beforeAll(async () => {
    engine = await loadEngine({ engine: 'sface' });
    front = await faceIn(await personA.front.jpeg());
  });

  it.each([
    ['A to the left', personA.front, personA.left],
    ['A to the right', personA.front, personA.right],
    ['B to the left', personB.front, personB.left],
  ])('is not a plane when it turns: %s', async (_name, straight, aside) => {
    const turned = await faceIn(await aside.jpeg());
    const rest = await faceIn(await straight.jpeg());
    expect(planarMatch(rest, turned)).toBeLessThan(LIVENESS_LIMITS.solidMatch);
    expect(foreshortening(rest, turned)).toBeGreaterThan(LIVENESS_LIMITS.solidForeshortening);
  });

  it.each(ASKEW)('is a plane when its picture is only held %s', async (_name, matrix) => {
    const askew = await sharp(await personA.front.jpeg())
      .affine([matrix.slice(0, 2), matrix.slice(2)] as [[number, number], [number, number]], { background: 'grey' })
      .jpeg()
      .toBuffer();
    expect(planarMatch(front, await faceIn(askew))).toBeGreaterThan(LIVENESS_LIMITS.flatMatch);
  });

  it('is itself', () => {
    expect(planarMatch(front, front)).toBeCloseTo(1, 3);
    expect(foreshortening(front, front)).toBeCloseTo(1, 6);
  });
});

const evidence = (solid: number, flat: number): Solidity => ({ ...NO_EVIDENCE, solid, flat, looked: solid + flat });

const verdicts = (solid: number, flat: number) => {
  const seen = evidence(solid, flat);
  return [isSolid(seen, LIVENESS_LIMITS), isFlat(seen, LIVENESS_LIMITS)];
};

describe('the evidence', () => {
  it.each([
    [2, 0, [true, false]],
    [1, 0, [false, false]],
    [0, 2, [false, true]],
    [0, 1, [false, false]],
    [2, 2, [false, true]],
    [3, 2, [true, false]],
  ])('of %i frames of a head and %i of a picture', (solid, flat, verdict) => {
    expect(verdicts(solid, flat)).toEqual(verdict);
  });

  it('is taken from so many frames and no more', () => {
    const full = { ...NO_EVIDENCE, looked: LIVENESS_LIMITS.maxEvidenceFrames };
    const face = {} as MeasuredFace;
    expect(weigh(full, face, face, { past: 0, aside: true }, LIVENESS_LIMITS)).toBe(full);
  });
});

describe('how low a face is that looks up or down', () => {
  const rest = madeUpFace({});

  it.each([15, -15, 25])('is what a head makes of it at %d°', (pitch) => {
    const size = lowering(rest, madeUpFace({ pitch }));
    expect(size).toBeGreaterThan(LIVENESS_LIMITS.solidLowering);
    expect(size).toBeLessThan(1.4);
  });

  it('is too low for that angle when a picture is tilted until the mesh takes it for one', () => {
    const { points, ...face } = madeUpFace({ pitch: 15 });
    const squeezed = { ...face, points: points.map((value, i) => (i % 2 === 0 ? value : 240 + (value - 240) * 0.4)) };
    expect(lowering(rest, squeezed)).toBeLessThan(LIVENESS_LIMITS.flatLowering);
  });
});
