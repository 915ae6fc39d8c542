import type { Point, RgbImage } from '@facegate/face-engine';
import { sampled } from './draw-triangles.js';
import { EYE_SURROUNDINGS } from './mesh-regions.js';
import type { PhotoFace } from './photo-face.js';

/** In parts of an eye's surroundings, from their edge inwards: so far the two pictures go over into each other. */
const FEATHER = 0.3;

/** The photograph with the eyes of another picture, each put where it belongs and given the photograph's colours. */
export function withEyesOf(photo: PhotoFace, donor: PhotoFace): RgbImage {
  const picture: RgbImage = { ...photo.image, data: photo.image.data.slice() };
  for (const surroundings of EYE_SURROUNDINGS) {
    const to = surroundings.map((index) => photo.mesh[index]!);
    const from = surroundings.map((index) => donor.mesh[index]!);
    pasteEye(picture, to, donor.image, from);
  }
  return picture;
}

function pasteEye(picture: RgbImage, to: readonly Point[], donor: RgbImage, from: readonly Point[]): void {
  const place = affineBetween(to, from);
  const gains = [0, 1, 2].map((channel) => meanAt(picture, to, channel) / Math.max(1, meanAt(donor, from, channel)));
  const xs = to.map(({ x }) => x);
  const ys = to.map(({ y }) => y);
  const middle = { x: mean(xs), y: mean(ys) };
  const { width, height, data } = picture;
  for (let y = Math.max(0, Math.floor(Math.min(...ys))); y <= Math.min(height - 1, Math.max(...ys)); y++) {
    for (let x = Math.max(0, Math.floor(Math.min(...xs))); x <= Math.min(width - 1, Math.max(...xs)); x++) {
      const share = Math.min(1, inside(to, middle, { x: x + 0.5, y: y + 0.5 }) / FEATHER);
      if (share <= 0) continue;
      const source = place({ x: x + 0.5, y: y + 0.5 });
      for (let channel = 0; channel < 3; channel++) {
        const at = (y * width + x) * 3 + channel;
        const eye = Math.min(255, sampled(donor, source.x, source.y, channel) * gains[channel]!);
        data[at] = data[at]! * (1 - share) + eye * share + 0.5;
      }
    }
  }
}

/** 1 in the middle of a polygon, 0 on its edge and outside. */
function inside(corners: readonly Point[], middle: Point, { x, y }: Point): number {
  let most = 0;
  for (const [i, a] of corners.entries()) {
    const b = corners[(i + 1) % corners.length]!;
    const area = cross(a, b, middle);
    if (area === 0) continue;
    // Barycentric in the triangle of this edge and the middle.
    const third = cross(a, b, { x, y }) / area;
    const one = cross(b, middle, { x, y }) / area;
    const other = cross(middle, a, { x, y }) / area;
    if (one >= 0 && other >= 0 && third >= 0) most = Math.max(most, third);
  }
  return most;
}

const cross = (a: Point, b: Point, { x, y }: Point): number => (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanAt = (image: RgbImage, points: readonly Point[], channel: number): number =>
  mean(points.map(({ x, y }) => sampled(image, x, y, channel)));

/** The affine map that takes `from` closest to `to`, by least squares. */
export function affineBetween(from: readonly Point[], to: readonly Point[]): (point: Point) => Point {
  const origin = { x: mean(from.map(({ x }) => x)), y: mean(from.map(({ y }) => y)) };
  const target = { x: mean(to.map(({ x }) => x)), y: mean(to.map(({ y }) => y)) };
  let [xx, xy, yy, xu, yu, xv, yv] = [0, 0, 0, 0, 0, 0, 0];
  for (const [i, point] of from.entries()) {
    const [x, y] = [point.x - origin.x, point.y - origin.y];
    const [u, v] = [to[i]!.x - target.x, to[i]!.y - target.y];
    [xx, xy, yy] = [xx + x * x, xy + x * y, yy + y * y];
    [xu, yu, xv, yv] = [xu + x * u, yu + y * u, xv + x * v, yv + y * v];
  }
  const determinant = xx * yy - xy * xy;
  const [a, b] = [(xu * yy - yu * xy) / determinant, (yu * xx - xu * xy) / determinant];
  const [c, d] = [(xv * yy - yv * xy) / determinant, (yv * xx - xv * xy) / determinant];
  return ({ x, y }) => ({
    x: target.x + a * (x - origin.x) + b * (y - origin.y),
    y: target.y + c * (x - origin.x) + d * (y - origin.y),
  });
}
