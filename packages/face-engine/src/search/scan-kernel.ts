import { KERNEL } from './kernel-bytes.js';
import { DIMENSIONS } from './quantise.js';

/** Templates that one call of the kernel goes through: 128 KiB, short enough for V8 to swap in its faster code soon. */
export const CHUNK_ROWS = 1024;

const GROUP_ROWS = 32;
const PAGE_BYTES = 65_536;
const ROW_BYTES = DIMENSIONS;
/** The first page: probe, the kernel's scratch, then its list; the templates follow. */
const PROBE_AT = 0;
const SCRATCH_AT = 256;
const LIST_AT = 512;
const ROWS_AT = PAGE_BYTES;

interface KernelExports {
  memory: WebAssembly.Memory;
  scan: (group: number, groups: number, probe: number, threshold: number, scratch: number, found: number) => number;
}

/** Rows of int8 templates in WebAssembly memory and the SIMD kernel over them (scan-kernel.wat has the layout). */
export class ScanKernel {
  readonly #kernel: KernelExports;
  #bytes: Int8Array;
  #ints: Int32Array;

  constructor() {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL, 'base64')));
    this.#kernel = exports as unknown as KernelExports;
    this.#bytes = new Int8Array(this.#kernel.memory.buffer);
    this.#ints = new Int32Array(this.#kernel.memory.buffer);
  }

  /** Bytes held for rows, used or not. */
  get bytes(): number {
    return this.#bytes.byteLength - ROWS_AT;
  }

  /** Makes room for `rows` rows in all, whole chunks. Throws RangeError past 4 GiB or when the machine has no more. */
  reserve(rows: number): void {
    const missing = Math.ceil(rows / CHUNK_ROWS) * CHUNK_ROWS * ROW_BYTES - this.bytes;
    if (missing <= 0) return;
    // An eighth more: V8 grows in place, but each step costs a call into the system. Untouched pages take no memory.
    this.#kernel.memory.grow(Math.ceil(Math.max(missing, this.bytes / 8) / (2 * PAGE_BYTES)) * 2);
    this.#bytes = new Int8Array(this.#kernel.memory.buffer);
    this.#ints = new Int32Array(this.#kernel.memory.buffer);
  }

  /** −127…127, length DIMENSIONS. */
  write(row: number, components: Int8Array): void {
    const first = firstByte(row);
    for (let i = 0; i < DIMENSIONS; i += 2) {
      const at = first + i * GROUP_ROWS;
      this.#bytes[at] = components[i]!;
      this.#bytes[at + 1] = components[i + 1]!;
    }
  }

  clear(row: number): void {
    this.write(row, new Int8Array(DIMENSIONS));
  }

  /** int16, length DIMENSIONS; stays until the next one. */
  setProbe(components: Int16Array): void {
    new Int16Array(this.#kernel.memory.buffer, PROBE_AT, DIMENSIONS).set(components);
  }

  /**
   * Rows `firstRow`… (the first of a chunk; `rows` of them, at most CHUNK_ROWS) whose score reaches `threshold`, as pairs
   * (row − firstRow, score); valid until the next call. The last group is always whole: rows past the end score 0.
   */
  scan(firstRow: number, rows: number, threshold: number): Int32Array {
    const groups = Math.ceil(rows / GROUP_ROWS);
    const found = this.#kernel.scan(firstByte(firstRow), groups, PROBE_AT, threshold, SCRATCH_AT, LIST_AT);
    return this.#ints.subarray(LIST_AT / 4, LIST_AT / 4 + found * 2);
  }
}

const firstByte = (row: number): number =>
  ROWS_AT + Math.floor(row / GROUP_ROWS) * GROUP_ROWS * ROW_BYTES + (row % GROUP_ROWS) * 2;
