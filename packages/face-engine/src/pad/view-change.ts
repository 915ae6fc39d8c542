import { TEXELS, TEXTURE_SIDE } from './canonical-mesh.js';
import type { MeasuredFace } from './frame-measure.js';
import { NormalEquations } from './homography.js';

/** How one view of a face differs from what another predicts, place by place on the mesh. */
export interface ViewChange {
  /**
   * Spread (standard deviation) of the change in the logarithm of the large-scale brightness, without what a smooth light over the whole
   * picture could make (a quadratic): on a head that turns, light and shade move over nose, cheeks and eye sockets.
   */
  shading: number;
  /** Spread of the logarithm of the fine structure, the mean of both views: where there is more of it, an inexact mesh changes more. */
  contrast: number;
}

/** Only places that face the camera in both views by at least this cosine: at the rim the mesh is not exact enough. */
const LEAST_FACING = 0.65;
/** Fewer places tell nothing. */
const LEAST_PLACES = 150;
/** Luma that is added before the logarithm, so that noise in the dark does not count. */
const FLOOR = 8;
/** Standard deviations in texels: what is larger is shading, what is smaller noise. */
const SHADING_SIGMA = 3;
const NOISE_SIGMA = 0.5;

const LOG = Float32Array.from({ length: 256 }, (_, luma) => Math.log(luma + FLOOR));

/**
 * A picture of a face, however it is tilted, bent or warped by its own mesh, looks turned as its front predicts: the same light and
 * shade in the same places. Undefined when too little of the face is seen in both views.
 */
export function viewChange(first: MeasuredFace, second: MeasuredFace): ViewChange | undefined {
  const mask = new Float32Array(TEXTURE_SIDE ** 2);
  const [fromFirst, fromSecond] = [cameraFrom(first), cameraFrom(second)];
  let places = 0;
  for (const { index, normal } of TEXELS) {
    if (dot(normal, fromFirst) < LEAST_FACING || dot(normal, fromSecond) < LEAST_FACING) continue;
    mask[index] = 1;
    places++;
  }
  if (places < LEAST_PLACES) return undefined;
  const one = scales(first.texture, mask);
  const other = scales(second.texture, mask);
  return {
    shading: unevenChange(one.large, other.large),
    contrast: Math.sqrt(spread(one.fine, mask) * spread(other.fine, mask)),
  };

  function unevenChange(before: Float32Array, after: Float32Array): number {
    const equations = new NormalEquations(QUADRATIC);
    const change = TEXELS.filter(({ index }) => mask[index] === 1).map(({ index }) => ({
      row: quadratic(index),
      value: after[index]! - before[index]!,
    }));
    for (const { row, value } of change) equations.add(row, value);
    const light = equations.solve() ?? [];
    const squares = change.reduce((sum, { row, value }) => {
      const fitted = row.reduce((all, term, k) => all + term * (light[k] ?? 0), 0);
      return sum + (value - fitted) ** 2;
    }, 0);
    return Math.sqrt(squares / change.length);
  }
}

/** Terms of a quadratic over the texture. */
const QUADRATIC = 6;

function quadratic(index: number): number[] {
  const x = (index % TEXTURE_SIDE) / TEXTURE_SIDE - 0.5;
  const y = Math.floor(index / TEXTURE_SIDE) / TEXTURE_SIDE - 0.5;
  return [1, x, y, x * x, y * y, x * y];
}

/** Direction of the camera in the axes of the head. */
function cameraFrom({ pose }: MeasuredFace): readonly [number, number, number] {
  const yaw = (pose.yawDegrees * Math.PI) / 180;
  const pitch = (pose.pitchDegrees * Math.PI) / 180;
  return [-Math.sin(yaw) * Math.cos(pitch), -Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch)];
}

const dot = (one: readonly [number, number, number], other: readonly [number, number, number]): number =>
  one[0] * other[0] + one[1] * other[1] + one[2] * other[2];

function scales(texture: Uint8Array, mask: Float32Array): { large: Float32Array; fine: Float32Array } {
  const logs = mask.map((inside, i) => inside * LOG[texture[i]!]!);
  const large = blurred(logs, mask, SHADING_SIGMA);
  const fine = blurred(logs, mask, NOISE_SIGMA).map((value, i) => value - large[i]!);
  return { large, fine };
}

/** Gaussian over the masked places alone. */
function blurred(values: Float32Array, mask: Float32Array, sigma: number): Float32Array {
  const kernel = kernelOf(sigma);
  const weights = smooth(mask, kernel);
  return smooth(values, kernel).map((value, i) => (weights[i]! > 1e-3 ? value / weights[i]! : 0));
}

function kernelOf(sigma: number): number[] {
  const reach = Math.max(1, Math.ceil(2.5 * sigma));
  return Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
}

/** Rows, then columns; nothing outside of the square. */
function smooth(values: Float32Array, kernel: readonly number[]): Float32Array {
  return along(along(values, kernel, 1, TEXTURE_SIDE), kernel, TEXTURE_SIDE, 1);
}

function along(values: Float32Array, kernel: readonly number[], step: number, line: number): Float32Array {
  const reach = (kernel.length - 1) / 2;
  const out = new Float32Array(values.length);
  for (let i = 0; i < TEXTURE_SIDE; i++) {
    for (let j = 0; j < TEXTURE_SIDE; j++) {
      let sum = 0;
      const from = Math.max(-reach, -j);
      const to = Math.min(reach, TEXTURE_SIDE - 1 - j);
      for (let k = from; k <= to; k++) sum += kernel[k + reach]! * values[i * line + (j + k) * step]!;
      out[i * line + j * step] = sum;
    }
  }
  return out;
}

/** Standard deviation over the masked places. */
function spread(values: Float32Array, mask: Float32Array): number {
  let [count, sum, squares] = [0, 0, 0];
  for (const [i, inside] of mask.entries()) {
    if (inside === 0) continue;
    count++;
    sum += values[i]!;
    squares += values[i]! ** 2;
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}
