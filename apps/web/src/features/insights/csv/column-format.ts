import { DATE_ORDERS, type DateOrder, readDate } from './read-date.js';
import { type DecimalMark, readNumber } from './read-number.js';

/** What a column holds and how it is written. */
export type ColumnFormat =
  { kind: 'date'; order: DateOrder } | { kind: 'number'; mark: DecimalMark } | { kind: 'category' } | { kind: 'text' };

/** Of the cells that are not empty. The others are faults, named by row and column. */
const MOST_ARE = 0.8;
const MOST_LABELS = 1000;
/** So few that they are labels even where none repeats. */
const FEW_LABELS = 20;

const YEAR_NAMES = /^(?:year|yr|jahr|ann[ée]e|a[ñn]o|anno|jaar)$/i;

/** What one cell could be. */
interface Verdict {
  marks: readonly DecimalMark[];
  orders: readonly DateOrder[];
}

/** What one column's cells could be, counted cell by cell. */
export interface ColumnEvidence {
  name: string;
  filled: number;
  dates: Record<DateOrder, number>;
  numbers: Record<DecimalMark, number>;
  /** Cells that are a number with this mark and none with the other. */
  onlyNumbers: Record<DecimalMark, number>;
  /** Per label, up to one more than there may be: most columns say the same again and again. */
  labels: Map<string, Verdict>;
}

export const noEvidence = (name: string): ColumnEvidence => ({
  name,
  filled: 0,
  dates: { iso: 0, dmy: 0, mdy: 0, named: 0, year: 0 },
  numbers: { '.': 0, ',': 0 },
  onlyNumbers: { '.': 0, ',': 0 },
  labels: new Map(),
});

const MARKS: readonly DecimalMark[] = ['.', ','];
const NEITHER: Verdict = { marks: [], orders: [] };

/** No text is a number and a date, but for a bare year. */
function judge(text: string): Verdict {
  if (!/\d/.test(text)) return NEITHER;
  const marks = MARKS.filter((mark) => !Number.isNaN(readNumber(text, mark)));
  const candidates: readonly DateOrder[] = marks.length > 0 ? ['year'] : DATE_ORDERS;
  return { marks, orders: candidates.filter((order) => !Number.isNaN(readDate(text, order))) };
}

/** @param text trimmed */
export function weigh(evidence: ColumnEvidence, text: string): void {
  const { labels, dates, numbers, onlyNumbers } = evidence;
  const known = labels.get(text);
  const { marks, orders } = known ?? judge(text);
  if (!known && labels.size <= MOST_LABELS) labels.set(text, { marks, orders });
  if (text === '') return;
  evidence.filled += 1;
  for (const mark of marks) {
    numbers[mark] += 1;
    if (marks.length === 1) onlyNumbers[mark] += 1;
  }
  for (const order of orders) dates[order] += 1;
}

/** One file is written in one way: cells that leave no doubt decide for those like `1,234`. */
export function decimalMarkOf(columns: readonly ColumnEvidence[]): DecimalMark {
  const votes = (mark: DecimalMark): number => columns.reduce((total, { onlyNumbers }) => total + onlyNumbers[mark], 0);
  return votes(',') > votes('.') ? ',' : '.';
}

function dateOrder({ dates, filled, name }: ColumnEvidence, monthFirst: boolean): DateOrder | null {
  const preferred: DateOrder[] = monthFirst ? ['iso', 'mdy', 'dmy', 'named'] : ['iso', 'dmy', 'mdy', 'named'];
  // The first of the best: `03/04/2024` alone is read as the reader would write it.
  const best = preferred.reduce((a, b) => (dates[b] > dates[a] ? b : a));
  if (dates[best] >= filled * MOST_ARE) return best;
  return YEAR_NAMES.test(name) && dates.year >= filled * MOST_ARE ? 'year' : null;
}

/** @param fileMark see {@link decimalMarkOf} */
export function formatOf(evidence: ColumnEvidence, fileMark: DecimalMark, monthFirst: boolean): ColumnFormat {
  const { filled, numbers, labels } = evidence;
  if (filled > 0) {
    const order = dateOrder(evidence, monthFirst);
    if (order) return { kind: 'date', order };
    const otherMark = fileMark === '.' ? ',' : '.';
    const mark = numbers[otherMark] > numbers[fileMark] ? otherMark : fileMark;
    if (numbers[mark] >= filled * MOST_ARE) return { kind: 'number', mark };
  }
  const isFew = labels.size <= Math.max(FEW_LABELS, filled / 2) && labels.size <= MOST_LABELS;
  return { kind: isFew ? 'category' : 'text' };
}
