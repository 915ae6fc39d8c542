import type { Column } from '../analysis/dataset.js';
import type { ColumnFormat } from './column-format.js';
import { readDate } from './read-date.js';
import { readNumber } from './read-number.js';

/** A Float64Array that grows by doubling. */
class Floats {
  #values = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  finish(): Float64Array {
    return this.#values.slice(0, this.#length);
  }
}

/** Collects the cells of one column. */
export interface ColumnBuilder {
  name: string;
  /** What a cell that is not empty has to be. */
  expected: 'number' | 'date' | null;
  /** A cell as a number: value, moment or place of the label; NaN: empty; undefined: not what is expected. */
  read: (text: string) => number | undefined;
  push: (cell: number) => void;
  finish: () => Column;
}

function valueBuilder(name: string, expected: 'number' | 'date', read: (text: string) => number): ColumnBuilder {
  const values = new Floats();
  return {
    name,
    expected,
    read: (text) => {
      if (text === '') return Number.NaN;
      const value = read(text);
      return Number.isNaN(value) ? undefined : value;
    },
    push: (cell) => values.push(cell),
    finish: () => ({ kind: expected, name, values: values.finish() }),
  };
}

function categoryBuilder(name: string): ColumnBuilder {
  const codes = new Floats();
  const places = new Map<string, number>();
  return {
    name,
    expected: null,
    read: (text) => {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, places.size);
      return places.size - 1;
    },
    push: (cell) => codes.push(cell),
    finish: () => ({ kind: 'category', name, codes: Uint16Array.from(codes.finish()), labels: [...places.keys()] }),
  };
}

const textBuilder = (name: string): ColumnBuilder => ({
  name,
  expected: null,
  read: () => Number.NaN,
  push: () => undefined,
  finish: () => ({ kind: 'text', name }),
});

export function columnBuilder(name: string, format: ColumnFormat): ColumnBuilder {
  switch (format.kind) {
    case 'number':
      return valueBuilder(name, 'number', (text) => readNumber(text, format.mark));
    case 'date':
      return valueBuilder(name, 'date', (text) => readDate(text, format.order));
    case 'category':
      return categoryBuilder(name);
    case 'text':
      return textBuilder(name);
  }
}
