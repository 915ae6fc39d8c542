import { group, emptyRoom, otherPeople, personA, personB, twoPeople, type Picture } from '@facegate/test-footage';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { comparisonScore } from './compare/compare.js';
import { fuse } from './compare/fuse.js';
import { thresholdAt, type ComparisonKind } from './decide/fmr-curve.js';
import { loadEngine, type LoadedEngine } from './engines.js';
import { ENGINES, type EngineName } from './models.js';
import { gatePicture, type GateOptions } from './quality/gate.js';
import type { EngineInfo, Extraction, HeadPose, ObservedFace } from './types.js';

describe.each(Object.keys(ENGINES) as EngineName[])('%s', (name) => {
  let engine: LoadedEngine;

  beforeAll(async () => {
    engine = await loadEngine({ engine: name });
  });

  const observe = async (jpeg: Uint8Array): Promise<Extraction> => engine.pipeline.extract(jpeg, { embed: 'none' });

  const byEngine = (): Pick<GateOptions, 'limits' | 'windows'> => ({
    limits: engine.info.gate,
    windows: engine.info.poseWindows,
  });

  async function largestFace(jpeg: Uint8Array): Promise<ObservedFace> {
    const [face] = (await engine.pipeline.extract(jpeg)).faces;
    if (!face) throw new Error('no face in the picture');
    return face;
  }

  const poseOf = async (picture: Picture): Promise<HeadPose> => (await largestFace(await picture.jpeg())).pose;

  async function embeddingOf(picture: Picture): Promise<Float32Array> {
    const { embedding } = await largestFace(await picture.jpeg());
    if (!embedding) throw new Error(`no vector of ${picture.name}`);
    return embedding;
  }

  it('looks at the largest faces only when told how many', async () => {
    const all = (await observe(await group.jpeg())).faces;
    const { faces } = await engine.pipeline.extract(await group.jpeg(), { embed: 'all', maxFaces: 2 });
    expect(all.length).toBeGreaterThanOrEqual(4);
    expect(faces.map(({ box }) => box)).toEqual(all.slice(0, 2).map(({ box }) => box));
    expect(faces.every(({ embedding }) => embedding)).toBe(true);
  });

  describe('the pose of real faces', () => {
    it.each(Object.entries({ ...personA, 'B left': personB.left, 'B right': personB.right }))(
      '%s is near to what MediaPipe measures',
      async (_name, picture) => {
        const pose = await poseOf(picture);
        expect(Math.abs(pose.yawDegrees - (picture.yawDegrees ?? 0))).toBeLessThan(9);
        expect(Math.abs(pose.pitchDegrees - (picture.pitchDegrees ?? 0))).toBeLessThan(13);
      },
    );

    it('turns its sign with the mirrored picture', async () => {
      const mirror = await sharp(await personA.left.jpeg())
        .flop()
        .jpeg()
        .toBuffer();
      expect((await poseOf(personA.left)).yawDegrees).toBeGreaterThan(8);
      expect((await largestFace(mirror)).pose.yawDegrees).toBeLessThan(-8);
    });

    it('follows a tilted picture clockwise', async () => {
      const upright = await poseOf(personB.front);
      const tilted = await sharp(await personB.front.jpeg())
        .rotate(15, { background: 'grey' })
        .jpeg()
        .toBuffer();
      const turned = (await largestFace(tilted)).pose.rollDegrees - upright.rollDegrees;
      expect(turned).toBeGreaterThan(9);
      expect(turned).toBeLessThan(21);
    });
  });

  describe('people', () => {
    it('A matches himself on another day and B never matches him', async () => {
      const { metric } = engine.info;
      const references = await Promise.all([personA.front, personA.left, personA.right].map(embeddingOf));
      const template = fuse(references, metric);
      const scores = async (pictures: Picture[]): Promise<[string, number][]> =>
        Promise.all(
          pictures.map(async (picture) => [
            picture.name,
            comparisonScore(await embeddingOf(picture), template, metric),
          ]),
        );
      const himself = [personA.otherFront, personA.otherTalking, personA.otherLeft, personA.near, personA.far];
      const threshold = thresholdOf(engine.info, 'template-picture');
      expect((await scores(himself)).filter(([, score]) => score < threshold)).toEqual([]);
      expect((await scores(Object.values(personB))).filter(([, score]) => score >= threshold)).toEqual([]);
    });

    it('of eleven portraits match when they are one person and only then', async () => {
      const people = await Promise.all(
        otherPeople.map(async (picture) => ({ ...picture, embedding: await embeddingOf(picture) })),
      );
      const { metric } = engine.info;
      const threshold = thresholdOf(engine.info);
      const misjudged = people.flatMap((one) =>
        people
          .filter((other) => other !== one)
          .map((other) => ({ one, other, score: comparisonScore(one.embedding, other.embedding, metric) }))
          .filter(({ other, score }) => score >= threshold !== (one.person === other.person))
          .map(({ other, score }) => `${one.name} and ${other.name}: ${score}`),
      );
      expect(misjudged).toEqual([]);
    });

    it('have vectors of length 1 and the stated size, the same for the same picture', async () => {
      const vector = await embeddingOf(personB.front);
      expect(vector).toHaveLength(engine.info.dimensions);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      expect(await embeddingOf(personB.front)).toEqual(vector);
    });
  });

  describe('the gate on real pictures', () => {
    it.each([personA.front, personA.near, personA.far, personA.otherFront, personB.front, ...otherPeople])(
      'lets $name pass as front',
      async (picture) => {
        expect(gatePicture(await observe(await picture.jpeg()), { pose: 'front', ...byEngine() })).toMatchObject({
          usable: true,
        });
      },
    );

    it.each([
      ['left', personA.left],
      ['right', personA.right],
      ['left', personB.left],
      ['right', personB.right],
    ] as const)('takes a turn to the %s for that and not for its opposite', async (pose, picture) => {
      const extraction = await observe(await picture.jpeg());
      expect(gatePicture(extraction, { pose, ...byEngine() })).toMatchObject({ usable: true });
      const opposite = pose === 'left' ? 'right' : 'left';
      expect(gatePicture(extraction, { pose: opposite, ...byEngine() })).toMatchObject({ code: 'POSE_MISMATCH' });
      expect(gatePicture(extraction, { pose: 'front', ...byEngine() })).toMatchObject({ code: 'POSE_MISMATCH' });
    });

    it('takes up and down relative to the rest pose', async () => {
      const rest = await poseOf(personA.front);
      const up = await observe(await personA.up.jpeg());
      const down = await observe(await personA.down.jpeg());
      expect(gatePicture(up, { pose: 'up', rest, ...byEngine() })).toMatchObject({ usable: true });
      expect(gatePicture(down, { pose: 'down', rest, ...byEngine() })).toMatchObject({ usable: true });
      expect(gatePicture(up, { pose: 'down', rest, ...byEngine() })).toMatchObject({ code: 'POSE_MISMATCH' });
      expect(gatePicture(down, { pose: 'up', rest, ...byEngine() })).toMatchObject({ code: 'POSE_MISMATCH' });
    });

    it.each([
      ['NO_FACE', async () => emptyRoom.jpeg()],
      ['MULTIPLE_FACES', async () => twoPeople.jpeg()],
      ['MULTIPLE_FACES', async () => group.jpeg()],
      ['EYES_CLOSED', async () => personA.closed.jpeg()],
      ['EYES_CLOSED', async () => personB.closed.jpeg()],
      ['TOO_DARK', async () => altered((picture) => picture.linear(0.08, 0))],
      ['TOO_BRIGHT', async () => altered((picture) => picture.linear(1.8, 80))],
      ['BLURRED', async () => altered((picture) => picture.blur(9))],
      ['FACE_TOO_SMALL', async () => shrunkOntoGrey(0.16)],
      ['FACE_CUT_OFF', async () => cutThroughTheFace()],
    ])('says %s', async (code, jpeg) => {
      expect(gatePicture(await observe(await jpeg()), { ...byEngine() })).toMatchObject({
        usable: false,
        code,
      });
    });
  });

  /** The picture's edge through one eye. */
  async function cutThroughTheFace(): Promise<Buffer> {
    const jpeg = await personB.front.jpeg();
    const left = Math.round((await largestFace(jpeg)).landmarks.rightEye.x);
    return await sharp(jpeg)
      .extract({ left, top: 0, width: 640 - left, height: 480 })
      .jpeg({ quality: 92 })
      .toBuffer();
  }
});

async function altered(change: (picture: Sharp) => Sharp): Promise<Buffer> {
  return await change(sharp(await personB.front.jpeg()))
    .jpeg({ quality: 92 })
    .toBuffer();
}

async function shrunkOntoGrey(scale: number): Promise<Buffer> {
  const input = await sharp(await personB.front.jpeg())
    .resize(Math.round(640 * scale))
    .toBuffer();
  return await sharp({ create: { width: 1280, height: 960, channels: 3, background: '#8899aa' } })
    .composite([{ input, left: 600, top: 430 }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

function thresholdOf({ fmrCurves }: EngineInfo, kind: ComparisonKind = 'picture-picture'): number {
  const threshold = thresholdAt(fmrCurves[kind], 1e-4);
  if (threshold === undefined) throw new Error('the curve does not reach 1e-4');
  return threshold;
}
