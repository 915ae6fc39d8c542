import type { Point, RgbImage } from '@facegate/face-engine';
import type { Triangle } from './delaunay.js';

/** Where the pixels of a triangle come from, and by how much they are brighter there, at each point. */
export interface Texture {
  image: RgbImage;
  at: readonly Point[];
  gain?: Float32Array;
  /** 0…1: how much of another place is mixed in, at each point; without an `image` of its own, of the same picture. */
  mixed?: { image?: RgbImage; at: readonly Point[]; share: Float32Array };
}

const INSIDE = -1e-4;

/** Draws triangles one over the other: their corners lie at `to` in the picture. */
export function drawTriangles(
  picture: RgbImage,
  triangles: readonly Triangle[],
  to: readonly Point[],
  texture: Texture,
): void {
  for (const triangle of triangles) drawTriangle(picture, triangle, to, texture);
}

function drawTriangle(picture: RgbImage, corners: Triangle, to: readonly Point[], texture: Texture): void {
  const [a, b, c] = corners.map((corner) => to[corner]!) as [Point, Point, Point];
  const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  if (Math.abs(area) < 1e-6) return;
  const { width, height, data } = picture;
  const left = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x) - 0.5));
  const right = Math.min(width - 1, Math.floor(Math.max(a.x, b.x, c.x) - 0.5));
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y) - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(a.y, b.y, c.y) - 0.5));
  const places = pixelPlaces(corners, texture);
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const px = x + 0.5 - a.x;
      const py = y + 0.5 - a.y;
      const v = (px * (c.y - a.y) - py * (c.x - a.x)) / area;
      const w = (py * (b.x - a.x) - px * (b.y - a.y)) / area;
      if (v < INSIDE || w < INSIDE || 1 - v - w < INSIDE) continue;
      drawPixel(data, (y * width + x) * 3, texture, places, v, w);
    }
  }
}

/** Of each value at the first corner, and how it changes towards the second and the third. */
type Slopes = readonly [start: number, toSecond: number, toThird: number];
interface PixelPlaces {
  x: Slopes;
  y: Slopes;
  gain: Slopes;
  share?: Slopes;
  otherX: Slopes;
  otherY: Slopes;
}

function pixelPlaces(corners: Triangle, { at, gain, mixed }: Texture): PixelPlaces {
  const slopes = (value: (corner: number) => number): Slopes => {
    const [first, second, third] = corners.map(value) as [number, number, number];
    return [first, second - first, third - first];
  };
  const other = mixed?.at ?? at;
  const isMixed = mixed && corners.some((corner) => mixed.share[corner]! > 0);
  return {
    x: slopes((corner) => at[corner]!.x),
    y: slopes((corner) => at[corner]!.y),
    gain: slopes((corner) => gain?.[corner] ?? 1),
    ...(isMixed && { share: slopes((corner) => mixed.share[corner]!) }),
    otherX: slopes((corner) => other[corner]!.x),
    otherY: slopes((corner) => other[corner]!.y),
  };
}

const along = (slopes: Slopes, v: number, w: number): number => slopes[0] + slopes[1] * v + slopes[2] * w;

function drawPixel(
  data: Uint8Array,
  to: number,
  { image, mixed }: Texture,
  places: PixelPlaces,
  v: number,
  w: number,
): void {
  const x = along(places.x, v, w);
  const y = along(places.y, v, w);
  const gain = along(places.gain, v, w);
  const share = places.share ? along(places.share, v, w) : 0;
  for (let channel = 0; channel < 3; channel++) {
    let pixel = sampled(image, x, y, channel);
    if (share > 0) {
      const other = sampled(mixed?.image ?? image, along(places.otherX, v, w), along(places.otherY, v, w), channel);
      pixel += (other - pixel) * share;
    }
    data[to + channel] = Math.min(255, Math.max(0, pixel * gain + 0.5));
  }
}

/** Bilinear; outside of the picture its outermost pixels go on. */
export function sampled({ data, width, height }: RgbImage, x: number, y: number, channel: number): number {
  const px = Math.min(width - 1.001, Math.max(0, x - 0.5));
  const py = Math.min(height - 1.001, Math.max(0, y - 0.5));
  const column = Math.floor(px);
  const row = Math.floor(py);
  const fx = px - column;
  const fy = py - row;
  const i = (row * width + column) * 3 + channel;
  const below = i + width * 3;
  return (data[i]! * (1 - fx) + data[i + 3]! * fx) * (1 - fy) + (data[below]! * (1 - fx) + data[below + 3]! * fx) * fy;
}
