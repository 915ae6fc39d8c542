import { cosineSimilarity } from '../compare/compare.js';
import { BestRows } from './best-rows.js';
import { DIMENSIONS, QuantisedProbe, quantiseTemplate } from './quantise.js';
import { CHUNK_ROWS, ScanKernel } from './scan-kernel.js';
import { Uint32List } from './uint32-list.js';
import { UuidTable } from './uuid-table.js';

/** An owner whose template is among the most alike to a probe. */
export interface Match {
  owner: string;
  /** Cosine, −1…1: what `cosineSimilarity` says of the two float32 vectors. */
  score: number;
}

export interface IndexBytes {
  /** int8, read through at each search. */
  scanned: number;
  /** float32, of which a search reads some tens of vectors. */
  vectors: number;
  /** UUIDs of the owners, and which row is whose. */
  ids: number;
}

/**
 * One template an owner in memory, searched one by one without approximation, in the caller's thread; see FaceIndex for the one
 * beside it.
 *
 * A search runs over the int8 rows a chunk at a time. Each row has an upper bound of its cosine (quantise.ts); a row whose
 * bound is below what would change the ranking cannot change it, every other one is compared in float. So the answer is
 * that of comparing all in float.
 */
export class TemplateIndex {
  readonly #kernel = new ScanKernel();
  /** The vectors as they were given, CHUNK_ROWS a piece. */
  readonly #vectors: Float32Array[] = [];
  /** The largest residual of the rows of each chunk. */
  readonly #residuals: number[] = [];
  readonly #owners = new UuidTable();
  readonly #ownerOfRow = new Uint32List();
  readonly #rowOfOwner = new Uint32List();

  get size(): number {
    return this.#owners.size;
  }

  get bytes(): IndexBytes {
    return {
      scanned: this.#kernel.bytes,
      vectors: this.#vectors.length * CHUNK_ROWS * DIMENSIONS * Float32Array.BYTES_PER_ELEMENT,
      ids: this.#owners.bytes + this.#ownerOfRow.bytes + this.#rowOfOwner.bytes,
    };
  }

  /**
   * Adds a template, or replaces the one that its owner has. Copies `vector`, which must be of length 1. Throws RangeError
   * when there is no more memory.
   */
  add(owner: string, vector: Float32Array): void {
    const known = this.#owners.numberOf(owner);
    const row = known === undefined ? this.size : this.#rowOfOwner.get(known);
    // First, because there may be no more memory: then nothing has changed.
    this.#kernel.reserve(row + 1);
    if (row === this.#vectors.length * CHUNK_ROWS) {
      this.#vectors.push(new Float32Array(CHUNK_ROWS * DIMENSIONS));
      this.#residuals.push(0);
    }
    this.#place(row, this.#owners.intern(owner), vector);
  }

  /** Tells whether there was such an owner. The last row takes its place; nothing of the vector stays in memory. */
  remove(owner: string): boolean {
    const number = this.#owners.numberOf(owner);
    if (number === undefined) return false;
    const row = this.#rowOfOwner.get(number);
    const last = this.size - 1;
    if (row !== last) this.#place(row, this.#ownerOfRow.get(last), this.#vectorOf(last));
    this.#wipe(last);
    this.#owners.release(number);
    return true;
  }

  /** At most `count` owners from row `first` on. */
  list(first: number, count: number): string[] {
    const rows = Math.max(0, Math.min(count, this.size - first));
    return Array.from({ length: rows }, (_, at) => this.#ownerOf(first + at));
  }

  /** The best `top` owners, best first; of equal scores the lesser id. */
  search(probe: Float32Array, top: number): Match[] {
    const quantised = new QuantisedProbe(probe);
    const best = new BestRows(Math.min(top, this.size), (row, other) => this.#ownerOf(row) < this.#ownerOf(other));
    this.#kernel.setProbe(quantised.components);
    for (let chunk = 0; chunk < this.#residuals.length; chunk++) this.#searchChunk(chunk, probe, quantised, best);
    return best.ranked.map(({ row, score }) => ({ owner: this.#ownerOf(row), score }));
  }

  #searchChunk(chunk: number, probe: Float32Array, quantised: QuantisedProbe, best: BestRows): void {
    const firstRow = chunk * CHUNK_ROWS;
    const rows = Math.min(CHUNK_ROWS, this.size - firstRow);
    const residual = this.#residuals[chunk]!;
    const found = this.#kernel.scan(firstRow, rows, quantised.leastScore(best.floor, residual));
    if (found.length === 0) return;
    for (const { position, score } of bestFirst(found)) {
      const row = firstRow + position;
      const bound = quantised.upperBound(score, residual);
      if (bound < best.floor) return;
      if (position >= rows) continue;
      best.offer({ row, score: cosineSimilarity(probe, this.#vectorOf(row)) });
    }
  }

  #place(row: number, owner: number, vector: Float32Array): void {
    const { components, residual } = quantiseTemplate(vector);
    const chunk = Math.floor(row / CHUNK_ROWS);
    this.#kernel.write(row, components);
    this.#residuals[chunk] = Math.max(this.#residuals[chunk]!, residual);
    this.#vectorOf(row).set(vector);
    this.#ownerOfRow.set(row, owner);
    this.#rowOfOwner.set(owner, row);
  }

  #wipe(row: number): void {
    this.#kernel.clear(row);
    this.#vectorOf(row).fill(0);
    if (row % CHUNK_ROWS === 0) {
      this.#vectors.pop();
      this.#residuals.pop();
    }
  }

  #vectorOf(row: number): Float32Array {
    const at = (row % CHUNK_ROWS) * DIMENSIONS;
    return this.#vectors[Math.floor(row / CHUNK_ROWS)]!.subarray(at, at + DIMENSIONS);
  }

  #ownerOf(row: number): string {
    return this.#owners.uuidOf(this.#ownerOfRow.get(row));
  }
}

/** The kernel's pairs (position, score), highest score first: the first few decide, and the rest falls below the bound. */
function* bestFirst(found: Int32Array): Generator<{ position: number; score: number }> {
  const keys = new Float64Array(found.length / 2);
  // Score and position in one exact number (39 bits), because numbers sort fast.
  for (let i = 0; i < keys.length; i++) keys[i] = found[2 * i + 1]! * CHUNK_ROWS + found[2 * i]!;
  keys.sort();
  for (let i = keys.length - 1; i >= 0; i--) {
    const score = Math.floor(keys[i]! / CHUNK_ROWS);
    yield { position: keys[i]! - score * CHUNK_ROWS, score };
  }
}
