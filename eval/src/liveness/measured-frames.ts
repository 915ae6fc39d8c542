import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameFacts } from '@facegate/face-engine';
import type { Cues } from './cues.js';

/** What was measured of one frame of a video or of a picture made from a photograph. */
export interface MeasuredFrame {
  /** From the start of its video; of a rendered picture its place in its series. */
  atSeconds: number;
  facts: FrameFacts;
  /** Of the face; of frames with one. */
  cues?: Cues;
}

/**
 * Measures by series (a video, or the pictures made of a photograph), one line each, so that a thousand sessions are judged without a
 * pixel. There are vectors in them, so biometric data: the folder is the owner's alone and no part of the repository.
 */
export class MeasureCache {
  readonly #file: string;
  readonly #known = new Map<string, MeasuredFrame[]>();

  /** `key` names everything that measures depend on but the pixels. */
  constructor(folder: string, key: string, fresh: boolean) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    this.#file = join(folder, `${key.replaceAll(/[^\w.@-]+/g, '_')}.ndjson`);
    if (fresh) rmSync(this.#file, { force: true });
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n')) this.#read(line);
  }

  get(series: string): MeasuredFrame[] | undefined {
    return this.#known.get(series);
  }

  set(series: string, frames: MeasuredFrame[]): void {
    this.#known.set(series, frames);
    // With a line feed before it, a line that a killed run left unfinished does not spoil this one.
    appendFileSync(this.#file, `\n${JSON.stringify({ series, frames }, pack)}`, { mode: 0o600 });
  }

  #read(line: string): void {
    try {
      const { series, frames } = JSON.parse(line, unpack) as { series: string; frames: MeasuredFrame[] };
      this.#known.set(series, frames);
    } catch {
      // Empty or unfinished: measured anew.
    }
  }
}

interface Packed {
  float32?: string;
  uint8?: string;
}

function pack(_key: string, value: unknown): unknown {
  if (value instanceof Float32Array) {
    return { float32: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  }
  if (value instanceof Uint8Array) return { uint8: Buffer.from(value).toString('base64') };
  return value;
}

function unpack(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { float32, uint8 } = value as Packed;
  if (uint8 !== undefined) return new Uint8Array(Buffer.from(uint8, 'base64'));
  if (float32 === undefined) return value;
  const bytes = Buffer.from(float32, 'base64');
  const vector = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  Buffer.from(vector.buffer).set(bytes);
  return vector;
}
