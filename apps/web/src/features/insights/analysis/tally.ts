export const AGGREGATES = ['sum', 'mean', 'count', 'min', 'max'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** Adds up rows into numbered slots, without an object a row. */
export class Tally {
  readonly #rows: Float64Array;
  readonly #values: Float64Array;
  readonly #sums: Float64Array;
  readonly #mins: Float64Array;
  readonly #maxes: Float64Array;

  constructor(readonly size: number) {
    this.#rows = new Float64Array(size);
    this.#values = new Float64Array(size);
    this.#sums = new Float64Array(size);
    this.#mins = new Float64Array(size).fill(Infinity);
    this.#maxes = new Float64Array(size).fill(-Infinity);
  }

  /** @param value NaN: the row has none, and only counts as a row */
  add(slot: number, value: number): void {
    this.#rows[slot] = (this.#rows[slot] ?? 0) + 1;
    if (Number.isNaN(value)) return;
    this.#values[slot] = (this.#values[slot] ?? 0) + 1;
    this.#sums[slot] = (this.#sums[slot] ?? 0) + value;
    this.#mins[slot] = Math.min(this.#mins[slot] ?? Infinity, value);
    this.#maxes[slot] = Math.max(this.#maxes[slot] ?? -Infinity, value);
  }

  rows(slot: number): number {
    return this.#rows[slot] ?? 0;
  }

  /** @returns null where there is nothing to take the mean, the least or the most of */
  value(slot: number, aggregate: Aggregate): number | null {
    const count = this.#values[slot] ?? 0;
    if (aggregate === 'count') return this.rows(slot);
    if (aggregate === 'sum') return this.#sums[slot] ?? 0;
    if (count === 0) return null;
    if (aggregate === 'mean') return (this.#sums[slot] ?? 0) / count;
    return (aggregate === 'min' ? this.#mins[slot] : this.#maxes[slot]) ?? null;
  }

  /** Slots in one: what is left when the most important have been shown. */
  merged(slots: readonly number[]): Tally {
    const one = new Tally(1);
    for (const slot of slots) {
      one.#rows[0] = one.rows(0) + this.rows(slot);
      one.#values[0] = (one.#values[0] ?? 0) + (this.#values[slot] ?? 0);
      one.#sums[0] = (one.#sums[0] ?? 0) + (this.#sums[slot] ?? 0);
      one.#mins[0] = Math.min(one.#mins[0] ?? Infinity, this.#mins[slot] ?? Infinity);
      one.#maxes[0] = Math.max(one.#maxes[0] ?? -Infinity, this.#maxes[slot] ?? -Infinity);
    }
    return one;
  }
}
