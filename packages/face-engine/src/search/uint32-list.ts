const CHUNK = 4096;

/** uint32 numbers by position, any number of them; growing copies nothing. Positions never set read as 0. */
export class Uint32List {
  readonly #chunks: Uint32Array[] = [];

  get(position: number): number {
    return this.#chunks[Math.floor(position / CHUNK)]?.[position % CHUNK] ?? 0;
  }

  set(position: number, value: number): void {
    const chunk = Math.floor(position / CHUNK);
    while (this.#chunks.length <= chunk) this.#chunks.push(new Uint32Array(CHUNK));
    this.#chunks[chunk]![position % CHUNK] = value;
  }

  get bytes(): number {
    return this.#chunks.length * CHUNK * Uint32Array.BYTES_PER_ELEMENT;
  }
}
