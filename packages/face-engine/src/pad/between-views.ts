import { bilinear } from './bilinear.js';
import { TEXELS } from './canonical-mesh.js';
import { THUMBNAIL_SIZE } from './face-thumbnail.js';
import type { FaceThumbnail, MeasuredFace } from './frame-measure.js';
import { mixtureResidual } from './mixture.js';

/** How far a picture may be moved to lie on another, in pixels of the thumbnail. */
const REACH = 3;
/** Every so many pixels are looked at while that is searched for. */
const STRIDE = 2;
/** A thumbnail's pixels with `REACH` more on each side. */
const WIDE = THUMBNAIL_SIZE + 2 * REACH;
/** Fewer common pixels tell nothing. */
const LEAST_PIXELS = 400;
/** Luma: less is noise. */
const NOISE = 0.5;

/**
 * Tells a head on its way from one view to another from a still that fades into the next. A fade is a mixture of the two pictures as they lie; a head
 * that turns is a mixture of them only when each place of the face is followed by the mesh. This is the natural logarithm of what the first
 * explanation leaves over what the second leaves: above 0 a head, below 0 a fade. Undefined when the pictures have too little in common.
 */
export function wayOverFade(before: MeasuredFace, view: MeasuredFace, after: MeasuredFace): number | undefined {
  const faded = fadeResidual(before.thumbnail, view.thumbnail, after.thumbnail);
  if (faded === undefined) return undefined;
  const moved = mixtureResidual(textureOf(view), textureOf(before), textureOf(after));
  return Math.log((faded + NOISE) / (moved + NOISE));
}

const textureOf = ({ texture }: MeasuredFace): Float32Array =>
  Float32Array.from(TEXELS, ({ index }) => texture[index]!);

/** What a mixture of the two pictures leaves, each moved to where it fits best: a hand that holds a picture sways. */
function fadeResidual(before: FaceThumbnail, view: FaceThumbnail, after: FaceThumbnail): number | undefined {
  const first = laidOn(before, view);
  const second = laidOn(after, view);
  const [target, one, other]: number[][] = [[], [], []];
  for (let v = 0; v < THUMBNAIL_SIZE; v++) {
    for (let u = 0; u < THUMBNAIL_SIZE; u++) {
      const [a, b] = [first(u, v), second(u, v)];
      if (Number.isNaN(a) || Number.isNaN(b)) continue;
      target!.push(view.luma[v * THUMBNAIL_SIZE + u]!);
      one!.push(a);
      other!.push(b);
    }
  }
  return target!.length < LEAST_PIXELS
    ? undefined
    : mixtureResidual(Float32Array.from(target!), Float32Array.from(one!), Float32Array.from(other!));
}

/** The picture's luma at a pixel of the other's thumbnail, once it is moved to where both agree most; NaN outside of it. */
function laidOn(picture: FaceThumbnail, on: FaceThumbnail): (u: number, v: number) => number {
  const wide = resampled(picture, on);
  let [best, x, y] = [-Infinity, 0, 0];
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) {
      const agreed = correlation(wide, on.luma, dx, dy);
      if (agreed > best) [best, x, y] = [agreed, dx, dy];
    }
  }
  return (u, v) => wide[(v + REACH + y) * WIDE + u + REACH + x]!;
}

/** The picture at the pixels of the other's thumbnail and around them. */
function resampled(picture: FaceThumbnail, on: FaceThumbnail): Float32Array {
  const wide = new Float32Array(WIDE ** 2);
  const scale = on.side / picture.side;
  const left = ((on.x - picture.x) / picture.side) * THUMBNAIL_SIZE;
  const top = ((on.y - picture.y) / picture.side) * THUMBNAIL_SIZE;
  for (let v = 0; v < WIDE; v++) {
    for (let u = 0; u < WIDE; u++) {
      const x = left + (u - REACH + 0.5) * scale - 0.5;
      const y = top + (v - REACH + 0.5) * scale - 0.5;
      wide[v * WIDE + u] = isInside(x) && isInside(y) ? bilinear(picture.luma, THUMBNAIL_SIZE, x, y) : NaN;
    }
  }
  return wide;
}

const isInside = (place: number): boolean => place >= 0 && place <= THUMBNAIL_SIZE - 1;

function correlation(wide: Float32Array, luma: Uint8Array, dx: number, dy: number): number {
  let [count, sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0, 0];
  for (let v = 1; v < THUMBNAIL_SIZE; v += STRIDE) {
    for (let u = 1; u < THUMBNAIL_SIZE; u += STRIDE) {
      const a = wide[(v + REACH + dy) * WIDE + u + REACH + dx]!;
      if (Number.isNaN(a)) continue;
      const b = luma[v * THUMBNAIL_SIZE + u]!;
      count++;
      sumA += a;
      sumB += b;
      squaresA += a * a;
      squaresB += b * b;
      products += a * b;
    }
  }
  if (count * STRIDE ** 2 < LEAST_PIXELS) return -Infinity;
  const spread = (squaresA - sumA ** 2 / count) * (squaresB - sumB ** 2 / count);
  return spread > 0 ? (products - (sumA * sumB) / count) / Math.sqrt(spread) : 0;
}
