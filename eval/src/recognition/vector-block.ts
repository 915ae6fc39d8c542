import type { Metric } from '@facegate/face-engine';

/** A vector and whose it is. */
export interface OwnedVector {
  person: number;
  vector: Float32Array;
}

/** Vectors one behind the other, of unit length for the cosine, so that a comparison is a dot product over contiguous memory. */
export class VectorBlock {
  readonly dimensions: number;
  readonly data: Float32Array;
  readonly persons: Uint32Array;
  /** The squared length of each. */
  readonly squares: Float64Array;

  /** Throws RangeError when lengths differ. */
  constructor(
    vectors: readonly OwnedVector[],
    readonly metric: Metric,
  ) {
    this.dimensions = vectors[0]?.vector.length ?? 0;
    this.data = new Float32Array(vectors.length * this.dimensions);
    this.persons = Uint32Array.from(vectors, ({ person }) => person);
    this.squares = new Float64Array(vectors.length);
    for (const [index, { vector }] of vectors.entries()) {
      if (vector.length !== this.dimensions) {
        throw new RangeError(`vectors of ${this.dimensions} and ${vector.length} components`);
      }
      const length = metric === 'cosine' ? Math.hypot(...vector) || 1 : 1;
      for (let k = 0; k < vector.length; k++) {
        const value = Math.fround(vector[k]! / length);
        this.data[index * this.dimensions + k] = value;
        this.squares[index]! += value * value;
      }
    }
  }

  get size(): number {
    return this.persons.length;
  }
}

/** Scores of some rows of a block with some of another. */
export interface ScoreTile {
  firstRow: number;
  rows: number;
  firstColumn: number;
  columns: number;
  /** Row by row, {@link TILE_COLUMNS} a row; only `rows` × `columns` of it count. The array is used again for the next tile. */
  scores: Float64Array;
}

/** 64 + 128 vectors of 128 float32 are 96 KiB: they stay in a core's cache while all their scores are made. */
const TILE_ROWS = 64;
export const TILE_COLUMNS = 128;

/** Every vector of `rows` with every one of `columns`, scores as `comparisonScore` gives them. */
export function forEachTile(rows: VectorBlock, columns: VectorBlock, visit: (tile: ScoreTile) => void): void {
  const scores = new Float64Array(TILE_ROWS * TILE_COLUMNS);
  for (let firstRow = 0; firstRow < rows.size; firstRow += TILE_ROWS) {
    const height = Math.min(TILE_ROWS, rows.size - firstRow);
    for (let firstColumn = 0; firstColumn < columns.size; firstColumn += TILE_COLUMNS) {
      const width = Math.min(TILE_COLUMNS, columns.size - firstColumn);
      const tile = { firstRow, rows: height, firstColumn, columns: width, scores };
      fillTile(rows, columns, tile);
      visit(tile);
    }
  }
}

/** Every two vectors of a block once: tiles on the diagonal hold pairs twice, those with the column after the row count. */
export function forEachTriangularTile(block: VectorBlock, visit: (tile: ScoreTile) => void): void {
  const scores = new Float64Array(TILE_ROWS * TILE_COLUMNS);
  for (let firstRow = 0; firstRow < block.size; firstRow += TILE_ROWS) {
    const height = Math.min(TILE_ROWS, block.size - firstRow);
    const start = firstRow - (firstRow % TILE_COLUMNS);
    for (let firstColumn = start; firstColumn < block.size; firstColumn += TILE_COLUMNS) {
      const width = Math.min(TILE_COLUMNS, block.size - firstColumn);
      const tile = { firstRow, rows: height, firstColumn, columns: width, scores };
      fillTile(block, block, tile);
      visit(tile);
    }
  }
}

function fillTile(rows: VectorBlock, columns: VectorBlock, tile: ScoreTile): void {
  dotProducts(rows, columns, tile);
  if (rows.metric === 'euclidean') toOneLessDistance(rows, columns, tile);
}

/** One row with four columns at a time: the row's values are read once for all four, and the sums do not wait for each other. */
function dotProducts(rows: VectorBlock, columns: VectorBlock, tile: ScoreTile): void {
  const { dimensions, data: a } = rows;
  const b = columns.data;
  const { scores } = tile;
  for (let row = 0; row < tile.rows; row++) {
    const start = (tile.firstRow + row) * dimensions;
    const into = row * TILE_COLUMNS;
    let column = 0;
    for (; column + 4 <= tile.columns; column += 4) {
      const j0 = (tile.firstColumn + column) * dimensions;
      const j1 = j0 + dimensions;
      const j2 = j1 + dimensions;
      const j3 = j2 + dimensions;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0; k < dimensions; k++) {
        const value = a[start + k]!;
        s0 += value * b[j0 + k]!;
        s1 += value * b[j1 + k]!;
        s2 += value * b[j2 + k]!;
        s3 += value * b[j3 + k]!;
      }
      scores[into + column] = s0;
      scores[into + column + 1] = s1;
      scores[into + column + 2] = s2;
      scores[into + column + 3] = s3;
    }
    for (; column < tile.columns; column++) {
      const j = (tile.firstColumn + column) * dimensions;
      let sum = 0;
      for (let k = 0; k < dimensions; k++) sum += a[start + k]! * b[j + k]!;
      scores[into + column] = sum;
    }
  }
}

/** |a − b|² = |a|² + |b|² − 2ab. Sums are of 64 bits, so that what is lost by the difference is far below a float32's own step. */
function toOneLessDistance(rows: VectorBlock, columns: VectorBlock, tile: ScoreTile): void {
  for (let row = 0; row < tile.rows; row++) {
    const own = rows.squares[tile.firstRow + row]!;
    for (let column = 0; column < tile.columns; column++) {
      const at = row * TILE_COLUMNS + column;
      const squared = own + columns.squares[tile.firstColumn + column]! - 2 * tile.scores[at]!;
      tile.scores[at] = 1 - Math.sqrt(Math.max(squared, 0));
    }
  }
}
