import { TEXELS, TEXTURE_SIDE } from './canonical-mesh.js';
import type { MeasuredFace } from './frame-measure.js';

/** How a turned face differs from what its resting view predicts, place by place on the mesh. */
export interface ViewChange {
  /** Spread (standard deviation) of the logarithm of the large-scale change in brightness: light falls elsewhere on a head that turns. */
  shading: number;
  /** −1…1: correlation of the fine structure: a head uncovers and hides parts of itself that no stretched picture has. */
  detail: number;
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
 * A picture of a face, however it is tilted, bent or warped by its own mesh, looks turned as its front predicts: the same light, the
 * same detail. Undefined when too little of the face is seen in both views.
 */
export function viewChange(rest: MeasuredFace, turned: MeasuredFace): ViewChange | undefined {
  const mask = new Float32Array(TEXTURE_SIDE ** 2);
  const [fromRest, fromTurned] = [cameraFrom(rest), cameraFrom(turned)];
  let places = 0;
  for (const { index, normal } of TEXELS) {
    if (dot(normal, fromRest) < LEAST_FACING || dot(normal, fromTurned) < LEAST_FACING) continue;
    mask[index] = 1;
    places++;
  }
  if (places < LEAST_PLACES) return undefined;
  const one = scales(rest.texture, mask);
  const other = scales(turned.texture, mask);
  return { shading: spreadOfDifference(one.large, other.large, mask), detail: correlation(one.fine, other.fine, mask) };
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

function spreadOfDifference(one: Float32Array, other: Float32Array, mask: Float32Array): number {
  let [count, sum, squares] = [0, 0, 0];
  for (const [i, inside] of mask.entries()) {
    if (inside === 0) continue;
    const difference = one[i]! - other[i]!;
    count++;
    sum += difference;
    squares += difference * difference;
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

function correlation(one: Float32Array, other: Float32Array, mask: Float32Array): number {
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (const [i, inside] of mask.entries()) {
    if (inside === 0) continue;
    const [a, b] = [one[i]!, other[i]!];
    count++;
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  const spread = Math.sqrt((sumAA - sumA ** 2 / count) * (sumBB - sumB ** 2 / count));
  return spread > 0 ? (sumAB - (sumA * sumB) / count) / spread : 1;
}
