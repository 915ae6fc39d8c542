/** The server names a frame of the step that just ended, at most some ten seconds old. */
const KEPT_MS = 30_000;

/** The frames that were sent in one session, by number: those of the last {@link KEPT_MS}. */
export class SentFrames<Frame> {
  private readonly kept: { frame: Frame; atMs: number }[] = [];
  /** Number of the first one that is kept. */
  private first = 0;

  /** In the order in which they go to the server. */
  add(frame: Frame, atMs: number): void {
    this.kept.push({ frame, atMs });
    const fresh = this.kept.findIndex((one) => atMs - one.atMs <= KEPT_MS);
    this.kept.splice(0, fresh);
    this.first += fresh;
  }

  /** @param number from 0. Null for one that is not kept any more, or was never sent. */
  at(number: number): Frame | null {
    return this.kept[number - this.first]?.frame ?? null;
  }
}
