import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { aborted, Admission } from '../pool/admission.js';
import { EngineError } from '../types.js';
import type { Answer, Contents, Request } from './messages.js';
import { DIMENSIONS } from './quantise.js';
import type { IndexBytes, Match } from './template-index.js';
import { isUuid } from './uuid-table.js';

export interface IndexedTemplate {
  /** Whose template it is: a UUID in lower case. */
  owner: string;
  /** float32, length 128, of length 1 (L2). */
  vector: Float32Array;
}

export interface SearchOptions {
  /** How many owners to tell, best first. Default 2: who it is, and the next one for the margin. */
  top?: number;
  signal?: AbortSignal;
}

export interface FaceIndexOptions {
  /** Searches that may wait beyond the one in work; further ones are refused with `BUSY`. Default 64. */
  maxQueue?: number;
}

/** Templates a message of `addAll`: a search waits at most for one, some 10 ms. */
const BATCH = 1024;
/** Vectors come from float32 arithmetic; more than this from length 1, and they are not what they should be. */
const LENGTH_TOLERANCE = 1e-3;

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: EngineError) => void;
}

/**
 * The template of every person in memory, in a thread of its own: the nearest by cosine, exact (see TemplateIndex).
 *
 * What was awaited before a search began is seen by it. When the thread ends the index is lost: every call rejects with
 * `ENGINE_FAILED` from then on, and the caller starts and fills a new one. Vectors are 128-d of length 1 and not zero,
 * owners canonical UUIDs: RangeError otherwise.
 */
export class FaceIndex {
  /** Throws `ENGINE_FAILED` when the thread or WebAssembly SIMD does not start. */
  static async start({ maxQueue = 64 }: FaceIndexOptions = {}): Promise<FaceIndex> {
    const worker = new Worker(createRequire(import.meta.url).resolve('@facegate/face-engine/search-worker'));
    const index = new FaceIndex(worker, new Admission(1, maxQueue));
    await index.#call({ kind: 'add', owners: [], vectors: new Float32Array() });
    return index;
  }

  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #contents: Contents = { size: 0, bytes: { scanned: 0, vectors: 0, ids: 0 } };
  #ended: EngineError | undefined;

  private constructor(
    private readonly worker: Worker,
    private readonly admission: Admission,
  ) {
    worker.on('message', (answer: Answer) => this.#take(answer));
    worker.on('error', (cause) => this.#end('The search thread failed.', cause));
    worker.on('exit', () => this.#end('The search thread ended.'));
  }

  /** Owners, as of the last answer of the thread; so are `bytes`. */
  get size(): number {
    return this.#contents.size;
  }

  get bytes(): IndexBytes {
    return this.#contents.bytes;
  }

  /** Adds a template, or replaces the one that its owner has. */
  async add(owner: string, vector: Float32Array): Promise<void> {
    await this.addAll([{ owner, vector }]);
  }

  /**
   * The same for many, whose vectors stay as they are until this resolves. Nothing is added when one of them is refused.
   * Searches are answered in between.
   */
  async addAll(templates: readonly IndexedTemplate[]): Promise<void> {
    for (const { owner, vector } of templates) {
      requireUuid(owner);
      requireUnit(vector);
    }
    for (let first = 0; first < templates.length; first += BATCH) {
      const batch = templates.slice(first, first + BATCH);
      const vectors = new Float32Array(batch.length * DIMENSIONS);
      for (const [i, { vector }] of batch.entries()) vectors.set(vector, i * DIMENSIONS);
      const owners = batch.map(({ owner }) => owner);
      await this.#call({ kind: 'add', owners, vectors }, [vectors.buffer]);
    }
  }

  /** Tells whether there was such an owner. */
  async remove(owner: string): Promise<boolean> {
    requireUuid(owner);
    const { removed = false } = await this.#call({ kind: 'remove', owner });
    return removed;
  }

  /**
   * At most `count` owners from the place `first` on, fewer at the end. When one is removed, the last one takes its place: who
   * removes some of a list looks at the same places once more.
   */
  async list(first: number, count: number): Promise<string[]> {
    for (const number of [first, count]) {
      if (!Number.isInteger(number) || number < 0) throw new RangeError(`${number} is no place or count`);
    }
    const { owners = [] } = await this.#call({ kind: 'list', first, count });
    return owners;
  }

  /**
   * The best `top` owners (fewer when there are fewer), best first; of equal scores the lesser id. Rejects with EngineError `BUSY`, `ABORTED`, `ENGINE_FAILED`.
   */
  async search(probe: Float32Array, { top = 2, signal }: SearchOptions = {}): Promise<Match[]> {
    requireUnit(probe);
    if (!Number.isInteger(top) || top < 1) throw new RangeError(`top is ${top}, not a whole number from 1`);
    // A copy: the caller may go on with its own, and sending a view into a large buffer would take all of it along.
    const own = new Float32Array(probe);
    await this.admission.enter(signal);
    try {
      const { matches = [] } = await this.#call({ kind: 'search', probe: own, top });
      if (signal?.aborted) throw aborted(signal);
      return matches;
    } finally {
      this.admission.leave();
    }
  }

  /** Refuses who waits and ends the thread; its memory is gone with it. */
  async close(): Promise<void> {
    this.admission.close();
    await this.worker.terminate();
  }

  async #call(request: Request, transfer: ArrayBuffer[] = []): Promise<Answer> {
    if (this.#ended) throw this.#ended;
    const call = this.#calls++;
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.worker.postMessage({ call, request }, transfer);
    });
    if (answer.failure) {
      throw new EngineError('ENGINE_FAILED', 'The index could not do this.', { cause: new Error(answer.failure) });
    }
    return answer;
  }

  #take(answer: Answer): void {
    this.#contents = answer.contents;
    this.#waiting.get(answer.call)?.resolve(answer);
    this.#waiting.delete(answer.call);
  }

  #end(message: string, cause?: unknown): void {
    this.#ended ??= new EngineError('ENGINE_FAILED', message, { cause });
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

function requireUuid(text: string): void {
  if (!isUuid(text)) throw new RangeError('An owner is not a UUID in lower case.');
}

function requireUnit(vector: Float32Array): void {
  if (vector.length !== DIMENSIONS)
    throw new RangeError(`A vector has ${vector.length} components, not ${DIMENSIONS}.`);
  let squared = 0;
  for (const component of vector) squared += component * component;
  // NaN and infinity fail here too.
  if (!(Math.abs(Math.sqrt(squared) - 1) <= LENGTH_TOLERANCE)) throw new RangeError('A vector is not of length 1.');
}
