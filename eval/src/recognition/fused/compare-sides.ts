import type { Metric } from '@facegate/face-engine';
import { ImpostorTally, type ImpostorScores } from '../../statistics/impostor-scores.js';
import type { OnCompared } from '../compare-all.js';
import { forEachTile, TILE_COLUMNS, VectorBlock, type OwnedVector } from '../vector-block.js';

/**
 * Every vector of `references` with every one of `probes` of somebody else. Each pair of people counts once, however many vectors
 * they have: one of their comparisons counts as its share.
 * @param persons numbers of persons are below it
 */
export function compareSides(
  references: readonly OwnedVector[],
  probes: readonly OwnedVector[],
  metric: Metric,
  persons: number,
  onCompared?: OnCompared,
): ImpostorScores {
  const rows = new VectorBlock(references, metric);
  const columns = new VectorBlock(probes, metric);
  const rowShares = sharesOf(rows.persons, persons);
  const columnShares = sharesOf(columns.persons, persons);
  const tally = new ImpostorTally(rows.size * columns.size);
  forEachTile(rows, columns, (tile) => {
    for (let row = 0; row < tile.rows; row++) {
      const one = rows.persons[tile.firstRow + row]!;
      for (let column = 0; column < tile.columns; column++) {
        const other = columns.persons[tile.firstColumn + column]!;
        if (one === other) continue;
        tally.add(tile.scores[row * TILE_COLUMNS + column]!, one, other, rowShares[one]! * columnShares[other]!);
      }
    }
    onCompared?.(tile.rows * tile.columns);
  });
  return tally.scores({ rows: presence(rowShares), columns: presence(columnShares), mirrored: false });
}

/** One over the number of vectors of each person; 0 without any. */
function sharesOf(owners: Uint32Array, persons: number): Float64Array {
  const counts = new Float64Array(persons);
  for (const person of owners) counts[person]!++;
  return counts.map((count) => (count > 0 ? 1 / count : 0));
}

const presence = (shares: Float64Array): Float64Array => shares.map((share) => (share > 0 ? 1 : 0));
