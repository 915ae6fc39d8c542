import { join } from 'node:path';
import type { LivenessAction } from '@facegate/face-engine';

type Motion = Exclude<LivenessAction, 'blink'>;

/** Seconds from the start of a video. */
export type Stretch = readonly [from: number, to: number];

export interface MotionStretch {
  motion: Motion;
  /** From near the rest to near the rest; of a one-way stretch, only to or from where the head is furthest. */
  stretch: Stretch;
  /** In the film another movement is next to it without a rest between: the other way is this one, played backwards. */
  oneWay?: 'there' | 'back';
}

/** One video of a real person. */
export interface Clip {
  name: string;
  path: string;
  /** Looking straight ahead, doing nothing. */
  rest: readonly Stretch[];
  motions: readonly MotionStretch[];
  /** The middle of each blink that was seen by eye. */
  blinks: readonly number[];
}

/** Left and right are the person's own: the README of the data tells them as the nose points in the picture. */
const BONA_FIDE: readonly Omit<Clip, 'path'>[] = [
  {
    name: 'turn-a.mov',
    rest: [
      [0, 0.75],
      [9.6, 10.4],
    ],
    motions: [
      { motion: 'turn-left', stretch: [0.75, 3.55] },
      { motion: 'turn-right', stretch: [3.58, 5.62] },
      { motion: 'look-up', stretch: [6.0, 7.6] },
      { motion: 'look-down', stretch: [7.62, 9.6] },
    ],
    blinks: [],
  },
  {
    name: 'turn-b.mov',
    rest: [
      [0, 1.3],
      [7.6, 8.3],
    ],
    motions: [
      { motion: 'turn-left', stretch: [5.1, 7.6] },
      { motion: 'turn-right', stretch: [3.8, 5.08], oneWay: 'back' },
      { motion: 'look-up', stretch: [1.3, 2.4], oneWay: 'there' },
      { motion: 'look-down', stretch: [8.3, 10.0], oneWay: 'there' },
    ],
    blinks: [],
  },
  {
    name: 'turn-c.mp4',
    rest: [[0, 1.3]],
    motions: [
      { motion: 'turn-right', stretch: [1.3, 3.7] },
      { motion: 'turn-left', stretch: [3.72, 5.9] },
      { motion: 'look-up', stretch: [5.9, 8.1] },
      { motion: 'look-down', stretch: [8.1, 9.1], oneWay: 'there' },
    ],
    blinks: [],
  },
  {
    name: 'turn-webcam.mp4',
    rest: [[0, 0.95]],
    motions: [
      { motion: 'turn-right', stretch: [0.95, 2.28] },
      { motion: 'look-up', stretch: [2.68, 3.9] },
      { motion: 'look-down', stretch: [3.9, 4.62] },
    ],
    blinks: [],
  },
  { name: 'blink-d9.mp4', rest: [], motions: [], blinks: [0.5, 1.4, 9.8, 12.13, 12.93, 14.97] },
  { name: 'blink-d10.mp4', rest: [], motions: [], blinks: [7.43, 11.17] },
  { name: 'blink-d13.mp4', rest: [], motions: [], blinks: [1.47, 2.67, 3.4] },
  { name: 'blink-d14.mp4', rest: [], motions: [], blinks: [0.6, 3.7, 4.27] },
  { name: 'blink-close-up.mp4', rest: [], motions: [], blinks: [1.72, 3.76, 6.68, 8.96] },
  { name: 'blink-portrait.mp4', rest: [], motions: [], blinks: [0.46, 1.71, 3.47, 4.72, 9.28, 10.08] },
  { name: 'no-blink.mp4', rest: [], motions: [], blinks: [] },
];

const REPLAYS = ['replay-monitor.mp4', 'replay-phone-2.mp4', 'replay-phone-turns.mp4'];
const BESIDE_REPLAYS = 'bona-fide-same-person.mov';
/** Faces that look straight ahead; nothing is gained with others. */
const PHOTOS = [
  'faces/FACE_1.jpg',
  'faces/FACE_2.jpg',
  'faces/FACE_3.jpg',
  'video/selfie-a.jpg',
  'video/selfie-b.jpg',
  'attack/still-screen.jpg',
];

export interface Footage {
  bonaFide: Clip[];
  /** A real person again, who moves as they like: no stretches. */
  restless: Clip;
  replays: Clip[];
  photos: string[];
}

/** The videos and pictures in the data's folder, with what was seen in them. */
export function footageIn(folder: string): Footage {
  const plain = (name: string): Clip => ({
    name,
    path: join(folder, 'attack', name),
    rest: [],
    motions: [],
    blinks: [],
  });
  return {
    bonaFide: BONA_FIDE.map((clip) => ({ ...clip, path: join(folder, 'video', clip.name) })),
    restless: plain(BESIDE_REPLAYS),
    replays: REPLAYS.map(plain),
    photos: PHOTOS.map((photo) => join(folder, photo)),
  };
}
