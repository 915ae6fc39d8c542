export interface Ranked {
  row: number;
  score: number;
}

/**
 * The best `places` rows among all that were offered.
 * Equal scores are put in order by `comesFirst`, so that the answer does not depend on the order of the rows.
 */
export class BestRows {
  readonly #ranked: Ranked[] = [];

  constructor(
    private readonly places: number,
    private readonly comesFirst: (row: number, otherRow: number) => boolean,
  ) {}

  /** Best first. */
  get ranked(): readonly Ranked[] {
    return this.#ranked;
  }

  /** A score below this changes nothing: −∞ until every place is taken. It only ever rises. */
  get floor(): number {
    return this.#ranked.length < this.places ? -Infinity : this.#ranked.at(-1)!.score;
  }

  offer(candidate: Ranked): void {
    const place = this.#ranked.findIndex((entry) => this.#beats(candidate, entry));
    this.#ranked.splice(place < 0 ? this.#ranked.length : place, 0, candidate);
    if (this.#ranked.length > this.places) this.#ranked.pop();
  }

  #beats(one: Ranked, other: Ranked): boolean {
    return one.score > other.score || (one.score === other.score && this.comesFirst(one.row, other.row));
  }
}
