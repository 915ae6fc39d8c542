import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineErrorCode, Extraction } from '@facegate/face-engine';

/** What an engine made of one picture. */
export type Outcome =
  | { kind: 'extracted'; extraction: Extraction }
  /** The picture was refused before anything was looked for in it. */
  | { kind: 'refused'; code: EngineErrorCode };

export interface Observation {
  /** Of the picture's file, hex. */
  sha256: string;
  outcome: Outcome;
  /** Milliseconds from handing over the file's bytes to the answer. */
  extractionMs: number;
}

/**
 * What one engine made of pictures, one line a picture, appended as it is made: a run that is ended goes on where it
 * was. The vectors are biometric data: the folder is the owner's alone and no part of the repository.
 */
export class VectorCache {
  readonly #file: string;
  readonly #known = new Map<string, Observation>();

  /** `key` names everything that vectors depend on but the picture: engine, model, backend. */
  constructor(
    folder: string,
    readonly key: string,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    this.#file = join(folder, `${key.replaceAll(/[^\w.@-]+/g, '_')}.ndjson`);
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n')) {
      const observation = parseObservation(line);
      if (observation) this.#known.set(observation.sha256, observation);
    }
  }

  get size(): number {
    return this.#known.size;
  }

  get(sha256: string): Observation | undefined {
    return this.#known.get(sha256);
  }

  set(observation: Observation): void {
    this.#known.set(observation.sha256, observation);
    // With a line feed before it, a line that a killed run left unfinished does not spoil this one.
    appendFileSync(this.#file, `\n${JSON.stringify(observation, replacer)}`, { mode: 0o600 });
  }

  clear(): void {
    this.#known.clear();
    rmSync(this.#file, { force: true });
  }
}

/** Undefined for an empty or an unfinished line. */
function parseObservation(line: string): Observation | undefined {
  try {
    const observation = JSON.parse(line) as Observation;
    if (observation.outcome.kind === 'extracted') {
      for (const face of observation.outcome.extraction.faces) {
        if (face.embedding) face.embedding = unpacked(face.embedding as unknown as PackedVector);
      }
    }
    return observation;
  } catch {
    return undefined;
  }
}

interface PackedVector {
  float32: string;
}

/** Vectors keep every bit, coordinates a hundredth of a pixel, other figures five decimals. */
function replacer(key: string, value: unknown): unknown {
  if (value instanceof Float32Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { float32: bytes.toString('base64') } satisfies PackedVector;
  }
  if (typeof value !== 'number') return value;
  return Number(value.toFixed(/^[xyz]$/.test(key) ? 2 : 5));
}

function unpacked({ float32 }: PackedVector): Float32Array {
  const bytes = Buffer.from(float32, 'base64');
  const vector = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  Buffer.from(vector.buffer).set(bytes);
  return vector;
}
