import { type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ensurePrivateFolder, isMissing, readWhole, writeAtomically } from '../files/durable-files.js';
import { StartUpError } from '../start-up-error.js';
import type { Keyring } from './keyring.js';
import { SealBroken, type SealContext } from './seal.js';

export interface Codec<T> {
  encode: (value: T) => Buffer;
  decode: (bytes: Buffer) => T;
}

/**
 * A value in a file that the master key seals. It is replaced as a whole: who is killed leaves the value before or the
 * value after. Each use looks whether the file is another one by now, so that a change counts at once in every process of
 * the data folder.
 */
export class SealedFile<T> {
  private value: T | undefined;
  private version = '';

  constructor(
    private readonly path: string,
    private readonly context: SealContext,
    private readonly keyring: Keyring,
    private readonly codec: Codec<T>,
  ) {}

  /** Makes it on first start. @throws StartUpError when it was sealed with another master key */
  async open(make: () => T): Promise<void> {
    try {
      await this.read();
    } catch (cause) {
      if (cause instanceof SealBroken)
        throw new StartUpError(
          `The master key does not fit the data: FACEGATE_MASTER_KEY or keys/master.key is not the one that ${this.path} was sealed with.`,
          { cause },
        );
      if (!isMissing(cause)) throw cause;
      await ensurePrivateFolder(dirname(this.path));
      await this.write(make());
    }
  }

  /** @throws SealBroken */
  async read(): Promise<T> {
    const version = versionOf(await stat(this.path));
    if (this.value === undefined || version !== this.version) {
      this.value = this.codec.decode(this.keyring.unwrap(await readWhole(this.path), this.context));
      // A file that is younger than its version is read once more at the next use.
      this.version = version;
    }
    return this.value;
  }

  /** By the master key in force. */
  async write(value: T): Promise<void> {
    await writeAtomically(this.path, this.keyring.wrap(this.codec.encode(value), this.context));
  }
}

/** A file that took its place has another inode, unless the system gives the old number again; then another time. */
function versionOf({ ino, mtimeMs, size }: Stats): string {
  return `${ino} ${mtimeMs} ${size}`;
}
