import { mean } from './averages.js';
import type { Box, RgbImage } from '../types.js';

/** Stripes from top to bottom of the picture. */
export const BACKDROP_STRIPES = 32;
/** So many widths of the face about its middle are not background: hair and shoulders. */
const FACE_WIDTHS = 1.5;
/** Every so many columns and rows are looked at. */
const STRIDE = 3;
/** Fewer stripes tell nothing. */
const LEAST_STRIPES = 16;

/**
 * Mean luma (Rec. 709, 0…255) of each stripe of the picture beside the face, float32; NaN throughout where the face leaves nothing beside it.
 */
export function backdropOf({ data, width, height }: RgbImage, face: Box): Float32Array {
  const middle = face.x + face.width / 2;
  const columns = Array.from({ length: Math.ceil(width / STRIDE) }, (_, i) => i * STRIDE).filter(
    (x) => Math.abs(x - middle) > (FACE_WIDTHS / 2) * face.width,
  );
  return Float32Array.from({ length: BACKDROP_STRIPES }, (_, stripe) => {
    let [sum, count] = [0, 0];
    const end = Math.floor(((stripe + 1) * height) / BACKDROP_STRIPES);
    for (let y = Math.floor((stripe * height) / BACKDROP_STRIPES); y < end; y += STRIDE) {
      for (const x of columns) {
        const at = (y * width + x) * 3;
        sum += 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
      }
      count += columns.length;
    }
    return count > 0 ? sum / count : NaN;
  });
}

/** What a screen's refresh may leave in the background from one frame to the next, in parts of its mean luma. */
export interface BackdropChange {
  /** Spread (standard deviation) of the change over the stripes, without a straight trend: bands that wander. */
  banding: number;
  /** Of the whole background. */
  flicker: number;
}

/** Undefined without enough background in both. */
export function backdropChange(before: Float32Array, after: Float32Array): BackdropChange | undefined {
  const places: number[] = [];
  const changes: number[] = [];
  let luma = 0;
  for (const [stripe, now] of after.entries()) {
    const change = now - before[stripe]!;
    if (Number.isNaN(change)) continue;
    places.push(stripe);
    changes.push(change);
    luma += now;
  }
  if (changes.length < LEAST_STRIPES || luma <= 0) return undefined;
  const brightness = luma / changes.length;
  return {
    banding: spreadAboutLine(places, changes) / brightness,
    flicker: Math.abs(mean(changes)) / brightness,
  };
}

function spreadAboutLine(places: readonly number[], values: readonly number[]): number {
  const [middle, level] = [mean(places), mean(values)];
  let [products, squares] = [0, 0];
  for (const [i, place] of places.entries()) {
    products += (place - middle) * (values[i]! - level);
    squares += (place - middle) ** 2;
  }
  const slope = products / squares;
  return Math.sqrt(mean(values.map((value, i) => (value - level - slope * (places[i]! - middle)) ** 2)));
}
