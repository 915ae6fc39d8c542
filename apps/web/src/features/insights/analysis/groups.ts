import type { CategoryColumn } from './dataset.js';
import { type Aggregate, Tally } from './tally.js';

/** Whom a figure is about: one label, what is left beside the shown ones, or everything. */
export type Subject = { kind: 'label'; label: string } | { kind: 'others'; count: number } | { kind: 'all' };

export interface Group {
  subject: Subject;
  rows: number;
  value: number | null;
}

/** @param values per row of the data set; null: only rows are counted */
export function tallyByLabel(rows: Uint32Array, column: CategoryColumn, values: Float64Array | null): Tally {
  const tally = new Tally(column.labels.length);
  for (const row of rows) tally.add(column.codes[row] ?? 0, values?.[row] ?? Number.NaN);
  return tally;
}

const usedSlots = (tally: Tally): number[] =>
  Array.from({ length: tally.size }, (_, slot) => slot).filter((slot) => tally.rows(slot) > 0);

const descending = (a: number | null, b: number | null): number => (b ?? -Infinity) - (a ?? -Infinity) || 0;

/** The labels of the rows, largest value first; beyond `most` bars the smallest are one, "others". */
export function largestGroups(tally: Tally, labels: readonly string[], aggregate: Aggregate, most: number): Group[] {
  const slots = usedSlots(tally).toSorted(
    (a, b) => descending(tally.value(a, aggregate), tally.value(b, aggregate)) || a - b,
  );
  const shown = slots.length > most ? slots.slice(0, most - 1) : slots;
  const rest = slots.slice(shown.length);
  const groups: Group[] = shown.map((slot) => ({
    subject: { kind: 'label', label: labels[slot] ?? '' },
    rows: tally.rows(slot),
    value: tally.value(slot, aggregate),
  }));
  if (rest.length === 0) return groups;
  const others = tally.merged(rest);
  const subject: Subject = { kind: 'others', count: rest.length };
  return [...groups, { subject, rows: others.rows(0), value: others.value(0, aggregate) }];
}

/** Per label, the line that its rows belong to: the most frequent have their own, the rest share the last. */
export function assignLines(
  tally: Tally,
  labels: readonly string[],
  most: number,
): { lineOf: Uint16Array; lines: Subject[] } {
  const slots = usedSlots(tally).toSorted((a, b) => tally.rows(b) - tally.rows(a) || a - b);
  const shown = slots.length > most ? slots.slice(0, most - 1) : slots;
  const lines: Subject[] = shown.map((slot) => ({ kind: 'label', label: labels[slot] ?? '' }));
  const lineOf = new Uint16Array(labels.length).fill(shown.length);
  for (const [line, slot] of shown.entries()) lineOf[slot] = line;
  if (shown.length < slots.length) lines.push({ kind: 'others', count: slots.length - shown.length });
  return { lineOf, lines };
}
