import { bench, describe } from 'vitest';
import { analyse, type Query } from './analysis/analyse.js';
import type { Dataset } from './analysis/dataset.js';
import { DAY_MS, NO_FILTERS } from './analysis/filters.js';
import { openCsv } from './csv/open-csv.js';

/** `pnpm exec vitest bench --run --project unit insights`: what a change of a filter, and reading a file, take. */
const LABELS = Array.from({ length: 40 }, (_, place) => `label ${place}`);

/** The same every time; mulberry32. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function made(rowCount: number): Dataset {
  const random = randoms(1);
  const start = Date.parse('2015-01-01');
  return {
    rowCount,
    columns: [
      {
        kind: 'date',
        name: 'date',
        values: Float64Array.from({ length: rowCount }, () => start + Math.floor(random() * 3650) * DAY_MS),
      },
      {
        kind: 'category',
        name: 'category',
        codes: Uint16Array.from({ length: rowCount }, () => Math.floor(random() * LABELS.length)),
        labels: LABELS,
      },
      { kind: 'number', name: 'measure', values: Float64Array.from({ length: rowCount }, () => random() * 1000) },
    ],
  };
}

const everything: Query = {
  measure: 'measure',
  aggregate: 'mean',
  category: 'category',
  split: 'category',
  date: 'date',
  bucket: null,
  filters: NO_FILTERS,
};

const filtered: Query = {
  ...everything,
  filters: {
    from: Date.parse('2016-01-01'),
    to: Date.parse('2023-12-31'),
    labels: { category: LABELS.slice(0, 30) },
    ranges: { measure: { min: 50, max: 900 } },
  },
};

for (const rowCount of [100_000, 1_000_000]) {
  const dataset = made(rowCount);
  describe(`figures of ${rowCount} rows`, () => {
    bench('all rows', () => void analyse(dataset, everything));
    bench('three filters', () => void analyse(dataset, filtered));
  });
}

describe('reading', () => {
  const random = randoms(2);
  const rows = Array.from(
    { length: 100_000 },
    (_, row) =>
      `2024-01-${String((row % 28) + 1).padStart(2, '0')},${LABELS[row % 40]},${(random() * 1000).toFixed(2)}\n`,
  );
  const file = new Blob([`date,category,measure\n${rows.join('')}`]);
  bench('a CSV of 100,000 rows', async () => {
    await openCsv(file, { monthFirst: false, onProgress: () => undefined });
  });
});
