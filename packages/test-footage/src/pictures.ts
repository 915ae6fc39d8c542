import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { cachePath, isCached, writeWhole } from './cache.js';
import { clmtrackrFile, faceApiDemoFile, type Video } from './footage.js';
import { frameAt } from './frames.js';

/**
 * A real photograph and what is known about it. Angles are MediaPipe's, in degrees, in the contract's sense:
 * yaw positive when the person turns to their own left, which is towards the right edge of the picture; pitch positive up.
 * Person A's camera stands below his eyes: at rest he looks up by 10°.
 */
export interface Picture {
  name: string;
  /** One name per real person; `undefined` when there is nobody or more than one. */
  person?: string;
  faces: number;
  pose?: 'front' | 'left' | 'right' | 'up' | 'down';
  yawDegrees?: number;
  pitchDegrees?: number;
  /** Pixels between the eye centres. */
  interocularPx?: number;
  eyes?: 'open' | 'closed';
  jpeg: () => Promise<Buffer>;
}

type Facts = Omit<Picture, 'name' | 'jpeg' | 'faces'> & { faces?: number };

function fromVideo(name: string, video: Video, seconds: number, facts: Facts): Picture {
  return { name, faces: 1, ...facts, jpeg: () => frameAt(video, seconds) };
}

function fromFile(name: string, path: string, facts: Facts): Picture {
  return { name, faces: 1, ...facts, jpeg: () => readFile(path) };
}

function composed(name: string, faces: number, make: () => Promise<Buffer>): Picture {
  const path = cachePath('pictures', name, name, 'jpg');
  return {
    name,
    faces,
    jpeg: async () => {
      if (!(await isCached(path))) await writeWhole(path, await make());
      return readFile(path);
    },
  };
}

const A = { person: 'a', eyes: 'open' } as const;
const B = { person: 'b', eyes: 'open' } as const;

/** Person A, 640×480. `front`, `left`, `right` are of one sitting, those with `other` of another. */
export const personA = {
  front: fromVideo('a-front', 'a-turns', 3.84, {
    ...A,
    pose: 'front',
    yawDegrees: 3,
    pitchDegrees: 9,
    interocularPx: 74,
  }),
  left: fromVideo('a-left', 'a-turns', 21.08, {
    ...A,
    pose: 'left',
    yawDegrees: 15,
    pitchDegrees: 12,
    interocularPx: 74,
  }),
  right: fromVideo('a-right', 'a-turns', 20, {
    ...A,
    pose: 'right',
    yawDegrees: -12,
    pitchDegrees: 11,
    interocularPx: 75,
  }),
  up: fromVideo('a-up', 'a-turns', 24.52, { ...A, pose: 'up', yawDegrees: 4, pitchDegrees: 28, interocularPx: 69 }),
  down: fromVideo('a-down', 'a-turns', 22.92, {
    ...A,
    pose: 'down',
    yawDegrees: 4,
    pitchDegrees: -2,
    interocularPx: 76,
  }),
  near: fromVideo('a-near', 'a-turns', 33.2, {
    ...A,
    pose: 'front',
    yawDegrees: 4,
    pitchDegrees: 8,
    interocularPx: 98,
  }),
  far: fromVideo('a-far', 'a-turns', 37.2, { ...A, pose: 'front', yawDegrees: 0, pitchDegrees: 16, interocularPx: 52 }),
  closed: fromVideo('a-closed', 'a-turns', 25.64, {
    ...A,
    pose: 'front',
    eyes: 'closed',
    yawDegrees: 2,
    pitchDegrees: 10,
    interocularPx: 68,
  }),
  otherFront: fromVideo('a-other-front', 'a-talks', 29.4, {
    ...A,
    pose: 'front',
    yawDegrees: 5,
    pitchDegrees: 8,
    interocularPx: 73,
  }),
  otherTalking: fromVideo('a-other-talking', 'a-talks', 13, {
    ...A,
    pose: 'front',
    yawDegrees: 4,
    pitchDegrees: 9,
    interocularPx: 68,
  }),
  otherLeft: fromVideo('a-other-left', 'a-talks', 20.4, {
    ...A,
    pose: 'left',
    yawDegrees: 19,
    pitchDegrees: 13,
    interocularPx: 65,
  }),
} as const satisfies Record<string, Picture>;

/** Person B, 640×480. He turns far to his left and hardly to his right. */
export const personB = {
  front: fromVideo('b-front', 'b', 5.3, { ...B, pose: 'front', yawDegrees: 2, pitchDegrees: 3, interocularPx: 101 }),
  left: fromVideo('b-left', 'b', 45.36, { ...B, pose: 'left', yawDegrees: 21, pitchDegrees: 3, interocularPx: 97 }),
  right: fromVideo('b-right', 'b', 160.28, {
    ...B,
    pose: 'right',
    yawDegrees: -10,
    pitchDegrees: -3,
    interocularPx: 101,
  }),
  otherFront: fromVideo('b-other-front', 'b', 52.6, {
    ...B,
    pose: 'front',
    yawDegrees: 0,
    pitchDegrees: 5,
    interocularPx: 101,
  }),
  smiling: fromVideo('b-smiling', 'b', 100, { ...B, pose: 'front' }),
  closed: fromVideo('b-closed', 'b', 36.8, {
    ...B,
    pose: 'front',
    eyes: 'closed',
    yawDegrees: 6,
    pitchDegrees: 5,
    interocularPx: 99,
  }),
} as const satisfies Record<string, Picture>;

const portrait = (person: string, file: string) =>
  fromFile(file.replace(/\.jpg$/, ''), clmtrackrFile(file), { person, pose: 'front', eyes: 'open' });

/** Single portraits of other people, 220…615 pixels high; those of one person are next to each other. */
export const otherPeople: readonly Picture[] = [
  portrait('hepburn', 'audrey.jpg'),
  portrait('connery', 'SeanConnery.jpg'),
  portrait('connery', 'sean_guru2_crop.jpg'),
  portrait('bieber', 'bieber_small.jpg'),
  portrait('bieber', 'Justin-Bieber2_crop.jpg'),
  portrait('cage', 'cage.jpg'),
  portrait('cage', 'cage2_crop.jpg'),
  portrait('obama', 'obama4_crop.jpg'),
  portrait('clooney', 'fragrance-George-Clooney-main_crop.jpg'),
  portrait('windsor', 'queen20_crop.jpg'),
  portrait('norris', 'chuck_crop.jpg'),
];

/** Four women standing side by side, 1920×1537. */
export const group = fromFile('group', faceApiDemoFile('sample6.jpg'), { faces: 4 });

async function squareOf(picture: Picture): Promise<Buffer> {
  return sharp(await picture.jpeg())
    .extract({ left: 120, top: 0, width: 480, height: 480 })
    .toBuffer();
}

/** Person A and person B side by side, each as large as in a picture of his own: 960×480. */
export const twoPeople = composed('two-people', 2, async () => {
  const [a, b] = await Promise.all([squareOf(personA.front), squareOf(personB.front)]);
  return sharp({ create: { width: 960, height: 480, channels: 3, background: 'black' } })
    .composite([
      { input: a, left: 0, top: 0 },
      { input: b, left: 480, top: 0 },
    ])
    .jpeg({ quality: 92 })
    .toBuffer();
});

/** The room behind person A, without him: 640×480. */
export const emptyRoom = composed('empty-room', 0, async () =>
  sharp(await personA.front.jpeg())
    .extract({ left: 0, top: 84, width: 224, height: 168 })
    .resize(640, 480, { kernel: 'lanczos3' })
    .jpeg({ quality: 92 })
    .toBuffer(),
);
