export interface Ranked {
  /** Row of the owner's best template. */
  row: number;
  owner: number;
  score: number;
}

/**
 * The best template of each of the best `places` owners among all that were offered.
 * Equal scores are put in order by `comesFirst`, so that the answer does not depend on the order of the rows.
 */
export class OwnerRanking {
  readonly #ranked: Ranked[] = [];

  constructor(
    private readonly places: number,
    private readonly comesFirst: (row: number, otherRow: number) => boolean,
  ) {}

  /** Best first. */
  get ranked(): readonly Ranked[] {
    return this.#ranked;
  }

  /** A score below this changes nothing, whoever the owner is: −∞ until every place is taken. It only ever rises. */
  get floor(): number {
    return this.#ranked.length < this.places ? -Infinity : this.#ranked.at(-1)!.score;
  }

  /** A score of this owner below this changes nothing: the owner's own best so far, or the floor. */
  toReach(owner: number): number {
    return this.#ranked.find((entry) => entry.owner === owner)?.score ?? this.floor;
  }

  offer(candidate: Ranked): void {
    const own = this.#ranked.findIndex(({ owner }) => owner === candidate.owner);
    if (own >= 0) {
      if (!this.#beats(candidate, this.#ranked[own]!)) return;
      this.#ranked.splice(own, 1);
    }
    const place = this.#ranked.findIndex((entry) => this.#beats(candidate, entry));
    this.#ranked.splice(place < 0 ? this.#ranked.length : place, 0, candidate);
    if (this.#ranked.length > this.places) this.#ranked.pop();
  }

  #beats(one: Ranked, other: Ranked): boolean {
    return one.score > other.score || (one.score === other.score && this.comesFirst(one.row, other.row));
  }
}
