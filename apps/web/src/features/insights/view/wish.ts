import { BUCKETS, type Bucket } from '../analysis/buckets.js';
import type { Filters, NumberRange } from '../analysis/filters.js';
import { AGGREGATES, type Aggregate } from '../analysis/tally.js';

/**
 * What a person chose, as it stands in the address: shareable, and the back button takes one choice back. null: not chosen.
 * Columns are by name and may be of another data set.
 */
export interface Wish {
  measure: string | null;
  aggregate: Aggregate | null;
  category: string | null;
  /** '': one line for everything. */
  split: string | null;
  date: string | null;
  bucket: Bucket | null;
  filters: Filters;
}

const isOneOf = <Word extends string>(words: readonly Word[], word: string | null): word is Word =>
  words.some((one) => one === word);

/** `2024-02-29`, and nothing else that Date.parse would take. */
export function dayOf(text: string | null): number | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

export const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

function numberOf(text: string | null): number | null {
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

const LABELS = 'in.';
const MIN = 'min.';
const MAX = 'max.';

function readRanges(params: URLSearchParams): Record<string, NumberRange> {
  const keys = [...params.keys()].filter((key) => key.startsWith(MIN) || key.startsWith(MAX));
  const names = new Set(keys.map((key) => key.slice(MIN.length)));
  return Object.fromEntries(
    [...names].map((name) => [name, { min: numberOf(params.get(MIN + name)), max: numberOf(params.get(MAX + name)) }]),
  );
}

/** Whatever cannot be read is not chosen: an address may come from anywhere. */
export function readWish(params: URLSearchParams): Wish {
  const aggregate = params.get('show');
  const bucket = params.get('per');
  const labelKeys = new Set([...params.keys()].filter((key) => key.startsWith(LABELS)));
  return {
    measure: params.get('measure'),
    aggregate: isOneOf(AGGREGATES, aggregate) ? aggregate : null,
    category: params.get('by'),
    split: params.get('lines'),
    date: params.get('over'),
    bucket: isOneOf(BUCKETS, bucket) ? bucket : null,
    filters: {
      from: dayOf(params.get('from')),
      to: dayOf(params.get('to')),
      labels: Object.fromEntries([...labelKeys].map((key) => [key.slice(LABELS.length), params.getAll(key)])),
      ranges: readRanges(params),
    },
  };
}

export function writeWish({ measure, aggregate, category, split, date, bucket, filters }: Wish): URLSearchParams {
  const { from, to, labels, ranges } = filters;
  const entries: [string, string | null][] = [
    ['measure', measure],
    ['show', aggregate],
    ['by', category],
    ['lines', split],
    ['over', date],
    ['per', bucket],
    ['from', from === null ? null : dayText(from)],
    ['to', to === null ? null : dayText(to)],
    ...Object.entries(labels).flatMap(([name, wanted]) =>
      wanted.map((label): [string, string] => [LABELS + name, label]),
    ),
    ...Object.entries(ranges).flatMap(([name, { min, max }]): [string, string | null][] => [
      [MIN + name, min === null ? null : String(min)],
      [MAX + name, max === null ? null : String(max)],
    ]),
  ];
  return new URLSearchParams(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** What to show where the columns alone would not tell. */
export type Suggestion = Partial<Pick<Wish, 'measure' | 'aggregate' | 'category' | 'split'>>;

/** The person's own choices come first. */
export const withSuggestion = (wish: Wish, suggestion: Suggestion): Wish => ({
  ...wish,
  measure: wish.measure ?? suggestion.measure ?? null,
  aggregate: wish.aggregate ?? suggestion.aggregate ?? null,
  category: wish.category ?? suggestion.category ?? null,
  split: wish.split ?? suggestion.split ?? null,
});
