import type { Point, RgbImage } from '@facegate/face-engine';
import { seededRandom } from '../../statistics/random.js';
import type { Motion } from '../footage.js';

/** How a sheet with a photograph on it is held before a camera. */
export interface Hold {
  /** Degrees about its upright and its level axis. */
  yaw: number;
  pitch: number;
  /** Rolled about its upright axis: the whole width's arc, in radians; 0 is flat. */
  bend: number;
  /** Of the camera from the sheet's middle, in widths of the sheet. */
  distance: number;
}

export const FRONT: Hold = { yaw: 0, pitch: 0, bend: 0, distance: 1.2 };

/** Ways to make a photograph look turned: as far as it still is a face. A tilt towards one side makes the mesh turn to the other. */
export const TILTS: Record<string, Omit<Hold, 'yaw' | 'pitch'> & { degrees: number; relit?: boolean }> = {
  tilted: { degrees: 50, bend: 0, distance: 1.2 },
  'tilted from near': { degrees: 45, bend: 0, distance: 0.6 },
  bent: { degrees: 45, bend: 1.2, distance: 1 },
  // Its light goes along with the tilt, and every frame is encoded otherwise.
  're-lit': { degrees: 48, bend: 0.6, distance: 0.9, relit: true },
};

/** Where a sheet has to be tilted so that its face looks turned as asked. */
export function tiltFor(motion: Motion, degrees: number): { yaw: number; pitch: number } {
  return {
    'turn-left': { yaw: -degrees, pitch: 0 },
    'turn-right': { yaw: degrees, pitch: 0 },
    'look-up': { yaw: 0, pitch: -degrees },
    'look-down': { yaw: 0, pitch: degrees },
  }[motion];
}

/** Strips of the sheet across which a bent one is taken as flat. */
const STRIPS = 40;
const BACKDROP = 110;

/** The sheet as a pinhole camera sees it, as large as the photograph. */
export function held(photo: RgbImage, { yaw, pitch, bend, distance }: Hold): RgbImage {
  const { width, height } = photo;
  const place = projection(photo, { yaw, pitch, bend, distance });
  const picture: RgbImage = { width, height, data: new Uint8Array(width * height * 3).fill(BACKDROP) };
  const strips = bend === 0 ? 1 : STRIPS;
  for (let strip = 0; strip < strips; strip++) {
    const left = (width * strip) / strips;
    const right = (width * (strip + 1)) / strips;
    const corners: Corners = [
      { x: left, y: 0 },
      { x: right, y: 0 },
      { x: right, y: height },
      { x: left, y: height },
    ];
    drawQuad(photo, corners, corners.map(place) as Corners, picture);
  }
  return picture;
}

function projection({ width, height }: RgbImage, { yaw, pitch, bend, distance }: Hold): (at: Point) => Point {
  const [turn, nod] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const focal = distance * width;
  return ({ x, y }) => {
    let [across, deep] = [x - width / 2, 0];
    if (bend !== 0) {
      const radius = width / bend;
      [across, deep] = [radius * Math.sin(across / radius), radius * (1 - Math.cos(across / radius))];
    }
    const down = y - height / 2;
    const turnedAcross = across * Math.cos(turn) + deep * Math.sin(turn);
    const turnedDeep = deep * Math.cos(turn) - across * Math.sin(turn);
    const noddedDown = down * Math.cos(nod) - turnedDeep * Math.sin(nod);
    const noddedDeep = down * Math.sin(nod) + turnedDeep * Math.cos(nod);
    const scale = focal / (focal + noddedDeep);
    return { x: width / 2 + turnedAcross * scale, y: height / 2 + noddedDown * scale };
  };
}

type Corners = [Point, Point, Point, Point];

/** Draws the part of the photograph between four corners to where they went, bilinear. */
function drawQuad(photo: RgbImage, from: Corners, to: Corners, picture: RgbImage): void {
  const back = squareToQuad(from);
  const there = inverse(squareToQuad(to));
  const xs = to.map(({ x }) => x);
  const ys = to.map(({ y }) => y);
  const right = Math.min(picture.width - 1, Math.ceil(Math.max(...xs)));
  const bottom = Math.min(picture.height - 1, Math.ceil(Math.max(...ys)));
  for (let y = Math.max(0, Math.floor(Math.min(...ys))); y <= bottom; y++) {
    for (let x = Math.max(0, Math.floor(Math.min(...xs))); x <= right; x++) {
      const square = apply(there, { x: x + 0.5, y: y + 0.5 });
      if (square.x < 0 || square.y < 0 || square.x > 1 || square.y > 1) continue;
      copyPixel(photo, apply(back, square), picture, (y * picture.width + x) * 3);
    }
  }
}

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** The homography of the unit square to four corners (Heckbert 1989). */
function squareToQuad([p0, p1, p2, p3]: Corners): Matrix {
  const dx = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x] as const;
  const dy = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y] as const;
  const determinant = dx[0] * dy[1] - dx[1] * dy[0];
  const g = (dx[2] * dy[1] - dx[1] * dy[2]) / determinant;
  const h = (dx[0] * dy[2] - dx[2] * dy[0]) / determinant;
  return [
    ...([p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x] as const),
    ...([p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y] as const),
    ...([g, h, 1] as const),
  ];
}

function inverse([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

function apply([a, b, c, d, e, f, g, h, i]: Matrix, { x, y }: Point): Point {
  const w = g * x + h * y + i;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

function copyPixel(photo: RgbImage, { x, y }: Point, picture: RgbImage, at: number): void {
  const column = Math.min(photo.width - 2, Math.max(0, Math.floor(x - 0.5)));
  const row = Math.min(photo.height - 2, Math.max(0, Math.floor(y - 0.5)));
  const fx = Math.min(1, Math.max(0, x - 0.5 - column));
  const fy = Math.min(1, Math.max(0, y - 0.5 - row));
  for (let channel = 0; channel < 3; channel++) {
    const from = (row * photo.width + column) * 3 + channel;
    const below = from + photo.width * 3;
    const upper = photo.data[from]! * (1 - fx) + photo.data[from + 3]! * fx;
    const lower = photo.data[below]! * (1 - fx) + photo.data[below + 3]! * fx;
    picture.data[at + channel] = upper * (1 - fy) + lower * fy + 0.5;
  }
}

/** Brighter towards one side and darker towards the other: by so much at the edges, in parts of 1. */
export function withGradient({ width, height, data }: RgbImage, { x, y }: Point): RgbImage {
  const lit = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / 3);
    const across = ((pixel % width) / width) * 2 - 1;
    const down = (Math.floor(pixel / width) / height) * 2 - 1;
    lit[i] = Math.min(255, Math.max(0, data[i]! * (1 + x * across + y * down)));
  }
  return { width, height, data: lit };
}

const NOISE_LENGTH = 2 ** 16;
/** Gaussian, three grey levels. */
const NOISE = Int8Array.from({ length: NOISE_LENGTH }, gaussian(seededRandom(1)));

function gaussian(random: () => number): () => number {
  return () => Math.round((random() + random() + random() + random() - 2) * 5);
}

/** A camera's noise: each row takes it from another place. */
export function noisy({ width, height, data }: RgbImage, seed: number): RgbImage {
  const random = seededRandom(seed);
  const noise = new Uint8Array(data.length);
  const row = width * 3;
  for (let y = 0; y < height; y++) {
    const start = Math.floor(random() * NOISE_LENGTH);
    for (let i = 0; i < row; i++) {
      const at = y * row + i;
      noise[at] = Math.min(255, Math.max(0, data[at]! + NOISE[(start + i) % NOISE_LENGTH]!));
    }
  }
  return { width, height, data: noise };
}
