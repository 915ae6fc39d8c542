/** Runs one piece of work at a time, in the order in which they came. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** @returns what `work` returns, or rejects as it does; the next turn begins either way */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
