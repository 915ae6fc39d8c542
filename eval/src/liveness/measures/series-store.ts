import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { deserialize, serialize } from 'node:v8';

/**
 * What is known of series of pictures (a video, or the pictures made of a photograph), a file each, so that several threads can add to it
 * and a run reads only what it needs. There are faces and vectors in it, so biometric data: the folder is the owner's alone and
 * no part of the repository.
 */
export class SeriesStore<Known> {
  readonly #folder: string;

  /** `key` names everything that the stored depends on but the series itself. */
  constructor(folder: string, key: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    this.#folder = join(folder, key.replaceAll(/[^\w.@-]+/g, '_'));
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  has(series: string): boolean {
    return existsSync(this.#path(series));
  }

  get(series: string): Known | undefined {
    if (!this.has(series)) return undefined;
    return deserialize(readFileSync(this.#path(series))) as Known;
  }

  set(series: string, known: Known): void {
    const path = this.#path(series);
    // Whole or not at all: a killed run leaves nothing that looks finished.
    const unfinished = `${path}.${process.pid}-${threadId}`;
    writeFileSync(unfinished, serialize(known), { mode: 0o600 });
    renameSync(unfinished, path);
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { mode: 0o700 });
  }

  #path(series: string): string {
    const name = series.replaceAll(/[^\w.@-]+/g, '_').slice(0, 60);
    return join(this.#folder, `${name}-${createHash('sha256').update(series).digest('hex').slice(0, 16)}`);
  }
}
