import { cosineSimilarity } from '../compare/compare.js';
import { OwnerRanking } from './owner-ranking.js';
import { DIMENSIONS, QuantisedProbe, quantiseTemplate } from './quantise.js';
import { CHUNK_ROWS, ScanKernel } from './scan-kernel.js';
import { Uint32List } from './uint32-list.js';
import { UuidTable } from './uuid-table.js';

/** A face that is in the index. */
export interface Entry {
  id: string;
  owner: string;
}

/** An owner's best template for a probe. */
export interface Match extends Entry {
  /** Cosine, −1…1: what `cosineSimilarity` says of the two float32 vectors. */
  score: number;
}

export interface IndexBytes {
  /** int8, read through at each search. */
  scanned: number;
  /** float32, of which a search reads some tens of vectors. */
  vectors: number;
  /** UUIDs of faces and owners, and which row is whose. */
  ids: number;
}

/**
 * Templates in memory, searched one by one without approximation, in the caller's thread; see FaceIndex for the one beside it.
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
  readonly #faces = new UuidTable();
  readonly #owners = new UuidTable();
  readonly #faceOfRow = new Uint32List();
  readonly #ownerOfRow = new Uint32List();
  readonly #rowOfFace = new Uint32List();
  readonly #facesOfOwner = new Uint32List();

  get size(): number {
    return this.#faces.size;
  }

  get owners(): number {
    return this.#owners.size;
  }

  get bytes(): IndexBytes {
    const lists = [this.#faceOfRow, this.#ownerOfRow, this.#rowOfFace, this.#facesOfOwner];
    return {
      scanned: this.#kernel.bytes,
      vectors: this.#vectors.length * CHUNK_ROWS * DIMENSIONS * Float32Array.BYTES_PER_ELEMENT,
      ids: this.#faces.bytes + this.#owners.bytes + lists.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  /**
   * Adds a face, or puts a new owner and vector in the place of what was known under this id. Copies `vector`, which
   * must be of length 1. Throws RangeError when there is no more memory.
   */
  add(owner: string, id: string, vector: Float32Array): void {
    // First, because there may be no more memory: then nothing has changed.
    this.#kernel.reserve(this.size + 1);
    this.remove(id);
    const row = this.size;
    if (row % CHUNK_ROWS === 0) {
      this.#vectors.push(new Float32Array(CHUNK_ROWS * DIMENSIONS));
      this.#residuals.push(0);
    }
    const ownerNumber = this.#owners.intern(owner);
    this.#facesOfOwner.set(ownerNumber, this.#facesOfOwner.get(ownerNumber) + 1);
    this.#place(row, this.#faces.intern(id), ownerNumber, vector);
  }

  /** Tells whether there was such a face. The last row takes its place; nothing of the vector stays in memory. */
  remove(id: string): boolean {
    const face = this.#faces.numberOf(id);
    if (face === undefined) return false;
    const row = this.#rowOfFace.get(face);
    const owner = this.#ownerOfRow.get(row);
    const last = this.size - 1;
    if (row !== last) this.#place(row, this.#faceOfRow.get(last), this.#ownerOfRow.get(last), this.#vectorOf(last));
    this.#wipe(last);
    this.#faces.release(face);
    const left = this.#facesOfOwner.get(owner) - 1;
    this.#facesOfOwner.set(owner, left);
    if (left === 0) this.#owners.release(owner);
    return true;
  }

  /** Tells how many faces there were. */
  removeOwner(owner: string): number {
    const number = this.#owners.numberOf(owner);
    if (number === undefined) return 0;
    const faces = this.#facesOfOwner.get(number);
    // From the end, so that the row that takes the place of a removed one has been looked at.
    for (let row = this.size - 1, left = faces; left > 0; row--) {
      if (this.#ownerOfRow.get(row) !== number) continue;
      this.remove(this.#faces.uuidOf(this.#faceOfRow.get(row)));
      left--;
    }
    return faces;
  }

  /** At most `count` faces from row `first` on. */
  list(first: number, count: number): Entry[] {
    const rows = Math.max(0, Math.min(count, this.size - first));
    return Array.from({ length: rows }, (_, at) => this.#entryOf(first + at));
  }

  /** The best template of each of the best `top` owners, best first; of equal scores the lesser id. */
  search(probe: Float32Array, top: number): Match[] {
    const quantised = new QuantisedProbe(probe);
    const ranking = new OwnerRanking(Math.min(top, this.owners), (row, other) => this.#idOf(row) < this.#idOf(other));
    this.#kernel.setProbe(quantised.components);
    for (let chunk = 0; chunk < this.#residuals.length; chunk++) this.#searchChunk(chunk, probe, quantised, ranking);
    return ranking.ranked.map(({ row, score }) => ({ ...this.#entryOf(row), score }));
  }

  #searchChunk(chunk: number, probe: Float32Array, quantised: QuantisedProbe, ranking: OwnerRanking): void {
    const firstRow = chunk * CHUNK_ROWS;
    const rows = Math.min(CHUNK_ROWS, this.size - firstRow);
    const residual = this.#residuals[chunk]!;
    const found = this.#kernel.scan(firstRow, rows, quantised.leastScore(ranking.floor, residual));
    if (found.length === 0) return;
    for (const { position, score } of bestFirst(found)) {
      const row = firstRow + position;
      const bound = quantised.upperBound(score, residual);
      if (bound < ranking.floor) return;
      if (position >= rows) continue;
      const owner = this.#ownerOfRow.get(row);
      if (bound < ranking.toReach(owner)) continue;
      ranking.offer({ row, owner, score: cosineSimilarity(probe, this.#vectorOf(row)) });
    }
  }

  #place(row: number, face: number, owner: number, vector: Float32Array): void {
    const { components, residual } = quantiseTemplate(vector);
    const chunk = Math.floor(row / CHUNK_ROWS);
    this.#kernel.write(row, components);
    this.#residuals[chunk] = Math.max(this.#residuals[chunk]!, residual);
    this.#vectorOf(row).set(vector);
    this.#faceOfRow.set(row, face);
    this.#ownerOfRow.set(row, owner);
    this.#rowOfFace.set(face, row);
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

  #entryOf(row: number): Entry {
    return { id: this.#idOf(row), owner: this.#owners.uuidOf(this.#ownerOfRow.get(row)) };
  }

  #idOf(row: number): string {
    return this.#faces.uuidOf(this.#faceOfRow.get(row));
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
