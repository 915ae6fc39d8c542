import type { RgbImage } from '../types.js';
import { KERNEL } from './kernel-bytes.js';
import type { Similarity } from './similarity.js';

export interface Sampling {
  /** Of the result, in pixels. */
  width: number;
  height: number;
  /** A pixel is the mean of taps × taps samples. */
  taps: number;
  /** A value of 0…255 becomes `value · scale + offset`. */
  scale: number;
  offset: number;
  /** What lies outside of the source: black, or its outermost pixels drawn on. */
  outside: 'black' | 'edge';
}

const PAGE_BYTES = 65_536;
/** What a sum in the kernel is to be divided by. */
const WEIGHT = 2 ** 14;

interface KernelExports {
  memory: WebAssembly.Memory;
  sample: (
    ...parameters: [
      ...[width: number, height: number, x: number, y: number, a: number, b: number, taps: number],
      ...[columns: number, rows: number, tensor: number, scale: number, offset: number],
    ]
  ) => void;
}

const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL, 'base64')));
const kernel = instance.exports as unknown as KernelExports;

/**
 * Draws a picture whose pixel (u, v) is the mean of bilinear samples of the source at `similarity(u + i / taps, v + j / taps)`,
 * indices to indices; 3 × height × width float32, RGB. Valid until the next call.
 */
export function samplePlanes(image: RgbImage, similarity: Similarity, sampling: Sampling): Float32Array {
  const { width, height, taps, scale, offset, outside } = sampling;
  const frame = outside === 'black' ? 1 : 0;
  const { a, b, tx, ty } = similarity;
  const columns = touched(tx, a * width, -b * height, image.width);
  const rows = touched(ty, b * width, a * height, image.height);
  const part = {
    width: columns.end - columns.first + 2 * frame,
    height: rows.end - rows.first + 2 * frame,
  };
  const tensor = Math.ceil((part.width * 3 * (part.height + 1) + 8) / 16) * 16;
  const values = width * height * 3;
  reserve(tensor + values * 4);
  copyPart(image, columns, rows, frame);
  kernel.sample(
    ...([
      part.width,
      part.height,
      tx - columns.first + frame,
      ty - rows.first + frame,
      a / taps,
      b / taps,
      taps,
    ] as const),
    ...([width, height, tensor, scale / (WEIGHT * taps * taps), offset] as const),
  );
  return new Float32Array(kernel.memory.buffer, tensor, values);
}

/** Pixels `first`… before `end` along one axis. */
interface Span {
  first: number;
  end: number;
}

/** The pixels of a source that samples from `from` on can touch, which go as far as `along` and `across`; at least one. */
function touched(from: number, along: number, across: number, size: number): Span {
  const least = from + Math.min(0, along) + Math.min(0, across);
  const most = from + Math.max(0, along) + Math.max(0, across);
  const first = clamp(Math.floor(least), 0, size - 1);
  return { first, end: clamp(Math.floor(most) + 2, first + 1, size) };
}

/** Copies the pixels into the kernel's memory, with `frame` black ones about them. */
function copyPart({ width, data }: RgbImage, columns: Span, rows: Span, frame: number): void {
  const bytes = new Uint8Array(kernel.memory.buffer);
  const line = (columns.end - columns.first + 2 * frame) * 3;
  if (frame > 0) bytes.fill(0, 0, line * (rows.end - rows.first + 2 * frame));
  let to = (line + 3) * frame;
  for (let row = rows.first; row < rows.end; row++, to += line) {
    bytes.set(data.subarray((row * width + columns.first) * 3, (row * width + columns.end) * 3), to);
  }
}

function reserve(bytes: number): void {
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
