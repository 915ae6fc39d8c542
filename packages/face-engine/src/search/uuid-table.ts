import { Uint32List } from './uint32-list.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const WORDS = 4;
const LEAST_BUCKETS = 1024;

/** A UUID in its canonical form: lower-case, with hyphens. */
export const isUuid = (text: string): boolean => UUID.test(text);

/**
 * Gives each UUID a small number of its own and takes it back; a freed number is given out again.
 * 16 bytes a UUID and 6 to 11 for finding it, outside of the garbage collector's sight, instead of about 100 in a Map.
 */
export class UuidTable {
  readonly #words = new Uint32List();
  readonly #freed: number[] = [];
  /** Open addressing, linear probing: number + 1, or 0 for an empty bucket. A power of two, at most 3/4 full. */
  #buckets = new Uint32Array(LEAST_BUCKETS);
  #numbers = 0;

  get size(): number {
    return this.#numbers - this.#freed.length;
  }

  get bytes(): number {
    return this.#words.bytes + this.#buckets.byteLength;
  }

  /** The number of this UUID, a new one when it has none yet. */
  intern(uuid: string): number {
    const words = parse(uuid);
    const known = this.#find(words);
    if (known !== undefined) return known;
    if (this.size + 1 > this.#buckets.length * 0.75) this.#rehash(this.#buckets.length * 2);
    const number = this.#freed.pop() ?? this.#numbers++;
    for (const [i, word] of words.entries()) this.#words.set(number * WORDS + i, word);
    this.#enter(number);
    return number;
  }

  /** The number of this UUID, `undefined` when it has none. */
  numberOf(uuid: string): number | undefined {
    return this.#find(parse(uuid));
  }

  /** The UUID that has this number. */
  uuidOf(number: number): string {
    const hex = this.#wordsOf(number)
      .map((word) => word.toString(16).padStart(8, '0'))
      .join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /** Forgets the UUID that has this number. */
  release(number: number): void {
    const mask = this.#buckets.length - 1;
    let hole = this.#home(number);
    while (this.#buckets[hole] !== number + 1) hole = (hole + 1) & mask;
    this.#buckets[hole] = 0;
    // Whoever came to lie further on because of this one moves back, so that no search ends at the hole too early.
    for (let at = (hole + 1) & mask; this.#buckets[at] !== 0; at = (at + 1) & mask) {
      const home = this.#home(this.#buckets[at]! - 1);
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        this.#buckets[hole] = this.#buckets[at]!;
        this.#buckets[at] = 0;
        hole = at;
      }
    }
    for (let i = 0; i < WORDS; i++) this.#words.set(number * WORDS + i, 0);
    this.#freed.push(number);
  }

  #find(words: readonly number[]): number | undefined {
    const mask = this.#buckets.length - 1;
    for (let at = hash(words) & mask; this.#buckets[at] !== 0; at = (at + 1) & mask) {
      const number = this.#buckets[at]! - 1;
      if (words.every((word, i) => this.#words.get(number * WORDS + i) === word)) return number;
    }
    return undefined;
  }

  #enter(number: number): void {
    const mask = this.#buckets.length - 1;
    let at = this.#home(number);
    while (this.#buckets[at] !== 0) at = (at + 1) & mask;
    this.#buckets[at] = number + 1;
  }

  #rehash(buckets: number): void {
    const old = this.#buckets;
    this.#buckets = new Uint32Array(buckets);
    for (const entry of old) if (entry !== 0) this.#enter(entry - 1);
  }

  #home(number: number): number {
    return hash(this.#wordsOf(number)) & (this.#buckets.length - 1);
  }

  #wordsOf(number: number): number[] {
    const first = number * WORDS;
    return [0, 1, 2, 3].map((i) => this.#words.get(first + i));
  }
}

function parse(uuid: string): number[] {
  if (!isUuid(uuid)) throw new RangeError(`not a UUID in lower case: ${uuid}`);
  const words = [
    uuid.slice(0, 8),
    uuid.slice(9, 13) + uuid.slice(14, 18),
    uuid.slice(19, 23) + uuid.slice(24, 28),
    uuid.slice(28),
  ];
  return words.map((word) => Number.parseInt(word, 16));
}

/** Mixes all bits: UUIDs made from the clock differ in a few only. (The finishing step of MurmurHash3.) */
function hash(words: readonly number[]): number {
  let mixed = 0;
  for (const word of words) {
    mixed = Math.imul(mixed ^ word, 0x85_eb_ca_6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 0;
}
