import { fuse, type MeasuredFace } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import type { Clip, Footage } from '../footage.js';
import type { MeasuredFrame } from '../measures/series.js';
import { accountsOf } from './accounts.js';
import type { Material } from './material.js';

/** The vector says which frame it is. */
const frame = (atSeconds: number, yawDegrees: number, fault: Partial<MeasuredFace> = {}): MeasuredFrame => ({
  atSeconds,
  facts: {
    width: 4,
    height: 3,
    sha256: `${atSeconds}`,
    faces: 1,
    face: {
      pose: { yawDegrees, pitchDegrees: 0, rollDegrees: 0 },
      interocularPx: 100,
      sharpness: 1,
      brightness: 0.5,
      cutOff: 0,
      eyesOpen: 1,
      overall: 1,
      embedding: Float32Array.of(1, atSeconds),
      ...fault,
    } as MeasuredFace,
  },
});

const clip = (name: string, fields: Partial<Clip> = {}): Clip => ({
  name,
  person: 'ann',
  video: { kind: 'video', file: name },
  source: 'person',
  natural: false,
  rest: [[0, 2]],
  movements: [],
  blinks: [],
  ...fields,
});

const material = (films: readonly (readonly [Clip, MeasuredFrame[]])[], photos: Footage['photos'] = []): Material =>
  ({
    footage: { clips: films.map(([film]) => film), photos, pictureSets: [] },
    framesOf: (film: Clip) => films.find(([one]) => one === film)?.[1] ?? [],
  }) as unknown as Material;

const fusedOf = (...seconds: number[]): Float32Array =>
  fuse(
    seconds.map((atSeconds) => Float32Array.of(1, atSeconds)),
    'cosine',
  );

const turning = [
  frame(0, 1),
  frame(1, 1),
  frame(3, 30),
  frame(4, 17),
  frame(5, 16, { sharpness: 0 }),
  frame(6, -12),
  frame(7, -30),
];

describe('an account', () => {
  it('is made of a front and a moderate turn to each side, of frames that would pass as a picture', () => {
    const photo = { name: 'portrait', person: 'ann', source: { name: 'portrait', file: 'ann.jpg' } };
    const [account] = accountsOf(material([[clip('turns'), turning]], [photo]));
    expect(account).toMatchObject({ person: 'ann', photo: photo.source });
    expect(account?.template).toEqual(fusedOf(0, 4, 6));
  });

  it('has a photograph of another film, else one of another moment', () => {
    const turns = [clip('turns'), turning] as const;
    const still = clip('still');
    const [ofTwo] = accountsOf(material([turns, [still, [frame(0.5, 0)]]]));
    expect(ofTwo?.photo).toMatchObject({ video: still.video, atSeconds: 0.5 });
    const [alone] = accountsOf(material([turns]));
    expect(alone?.photo).toMatchObject({ atSeconds: 0 });
    expect(alone?.template).toEqual(fusedOf(1, 4, 6));
  });

  it('needs a turn to both sides, and a person rather than a screen', () => {
    expect(accountsOf(material([[clip('one side'), turning.slice(0, 4)]]))).toEqual([]);
    expect(accountsOf(material([[clip('screen', { source: 'replay' }), turning]]))).toEqual([]);
  });
});
