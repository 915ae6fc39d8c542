import { frameAt, personA, personB, type Picture, type Video } from '@facegate/test-footage';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, type LoadedEngine } from '../engines.js';
import { decodeImage, FRAME_DECODE_LIMITS } from '../image/decode.js';
import type { RgbImage } from '../types.js';
import type { MeasuredFace } from './frame-measure.js';
import { poseChange } from './geometry.js';
import { headLogOdds, NO_HEAD_EVIDENCE, withMovement } from './head-evidence.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { measureFrame } from './measure-frame.js';
import { photoFace, warped } from './warped-face.test-support.js';

/** Seconds of a video at which its person looks ahead, and at which they are turned, movement by movement. */
interface RealTurns {
  video: Video;
  restAt: number;
  turnedAt: readonly (readonly number[])[];
}

/** Degrees that a photograph is turned by, movement by movement: left, right, up, down. */
const WARPS = [
  [
    [14, 0],
    [20, 0],
  ],
  [
    [-14, 0],
    [-20, 0],
  ],
  [
    [0, 14],
    [0, 20],
  ],
  [
    [0, -14],
    [0, -20],
  ],
] as const;

const CASES: readonly [string, Picture, RealTurns][] = [
  [
    'A, who turns right and left and looks down and up',
    personA.front,
    {
      video: 'a-turns',
      restAt: 19.2,
      turnedAt: [
        [19.8, 20, 20.2],
        [21, 21.1, 21.3],
        [22.8, 22.9, 23.1],
        [24.2, 24.4, 24.6],
      ],
    },
  ],
  ['B, who turns left', personB.front, { video: 'b', restAt: 46.2, turnedAt: [[45.2, 45.3, 45.4]] }],
];

const oddsOf = (rest: MeasuredFace, movements: readonly MeasuredFace[][]): number => {
  const all = movements.reduce((evidence, views) => withMovement(evidence, { rest, views }), NO_HEAD_EVIDENCE);
  return headLogOdds(all, LIVENESS_LIMITS)!;
};

const jpegOf = async ({ data, width, height }: RgbImage): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();

describe('a photograph that is warped by its own mesh, against the person who turns', () => {
  let engine: LoadedEngine;

  const faceIn = async (jpeg: Uint8Array): Promise<MeasuredFace> => {
    const { face } = await measureFrame(engine.pipeline, jpeg, { embed: 'none' });
    if (!face) throw new Error('no face in the picture');
    return face;
  };
  const facesIn = async (jpegs: readonly Promise<Uint8Array>[]): Promise<MeasuredFace[]> => {
    const faces: MeasuredFace[] = [];
    for (const jpeg of jpegs) faces.push(await faceIn(await jpeg));
    return faces;
  };
  async function ofWarps(picture: Picture): Promise<{ odds: number; degrees: number[] }> {
    const image = await decodeImage(await picture.jpeg(), FRAME_DECODE_LIMITS);
    const photo = photoFace(image, await engine.pipeline.extractFrom(image, { embed: 'none' }));
    const rest = await faceIn(await jpegOf(warped(photo, 0, 0)));
    const movements: MeasuredFace[][] = [];
    for (const turns of WARPS) {
      movements.push(await facesIn(turns.map(async ([yaw, pitch]) => jpegOf(warped(photo, yaw, pitch)))));
    }
    const degrees = movements.map((views) => poseChange(rest, views.at(-1)!));
    return { odds: oddsOf(rest, movements), degrees };
  }

  async function ofPerson({ video, restAt, turnedAt }: RealTurns): Promise<number> {
    const rest = await faceIn(await frameAt(video, restAt));
    const movements: MeasuredFace[][] = [];
    for (const times of turnedAt) movements.push(await facesIn(times.map(async (time) => frameAt(video, time))));
    return oddsOf(rest, movements);
  }

  beforeAll(async () => {
    engine = await loadEngine({ engine: 'sface' });
  });

  it.each(CASES)('%s', async (_name, picture, turns) => {
    const warps = await ofWarps(picture);
    const person = await ofPerson(turns);
    // The mesh takes the warped pictures for a head that turns: without that the test would prove nothing.
    for (const degrees of warps.degrees) expect(degrees).toBeGreaterThan(LIVENESS_LIMITS.lookDegrees);
    expect(warps.odds).toBeLessThan(LIVENESS_LIMITS.headLogOdds);
    expect(person).toBeGreaterThan(LIVENESS_LIMITS.headLogOddsEarly);
    expect(person - warps.odds).toBeGreaterThan(4);
  });

  it('is told from A in soft light, although his turn of 16° alone leaves a doubt', async () => {
    const warps = await ofWarps(personA.otherFront);
    const person = await ofPerson({ video: 'a-talks', restAt: 19.6, turnedAt: [[20.2, 20.4, 20.6]] });
    expect(warps.odds).toBeLessThan(LIVENESS_LIMITS.headLogOdds);
    expect(person).toBeGreaterThan(LIVENESS_LIMITS.pictureLogOdds);
    expect(person - warps.odds).toBeGreaterThan(4);
  });
});
