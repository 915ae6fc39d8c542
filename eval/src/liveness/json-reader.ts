/** Reads parsed JSON field by field; what is not as expected is an error that says where. */
export class JsonReader {
  constructor(
    private readonly value: unknown,
    /** `clips[3].rest` */
    readonly path: string,
  ) {}

  /** Of an object; a field that is not among `known` is an error, so that no misspelt one is passed over. */
  object(known: readonly string[]): Record<string, unknown> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong('an object');
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown !== undefined) throw new Error(`${this.path}: "${unknown}" is not known; fields: ${known.join(', ')}`);
    return value as Record<string, unknown>;
  }

  field(name: string): JsonReader {
    return new JsonReader((this.value as Record<string, unknown>)[name], this.path ? `${this.path}.${name}` : name);
  }

  has(name: string): boolean {
    return (this.value as Record<string, unknown>)[name] !== undefined;
  }

  /** Of a list; of a missing one nothing. */
  list<Item>(read: (item: JsonReader) => Item): Item[] {
    if (this.value === undefined) return [];
    if (!Array.isArray(this.value)) throw this.wrong('a list');
    return this.value.map((item: unknown, i) => read(new JsonReader(item, `${this.path}[${i}]`)));
  }

  text(): string {
    if (typeof this.value !== 'string' || this.value === '') throw this.wrong('a text');
    return this.value;
  }

  flag(): boolean {
    if (this.value !== undefined && typeof this.value !== 'boolean') throw this.wrong('true or false');
    return this.value === true;
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    const word = words.find((one) => one === this.value);
    if (word === undefined) throw this.wrong(`one of ${words.join(', ')}`);
    return word;
  }

  seconds(): number {
    if (typeof this.value !== 'number' || !(this.value >= 0)) throw this.wrong('seconds, 0 or more');
    return this.value;
  }

  wrong(expected: string): Error {
    return new Error(
      `${this.path || 'the list'}: ${expected} expected, not ${JSON.stringify(this.value) ?? 'nothing'}`,
    );
  }
}
