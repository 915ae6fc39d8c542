import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { AppConfig } from '../../config/app-config.js';
import { key256 } from '../../config/config-key.js';
import { ensurePrivateFolder, exists, writeAtomically } from '../files/durable-files.js';
import { StartUpError } from '../start-up-error.js';
import { keysFolder, MasterKeys, signingKeyPath } from './master-keys.js';
import { KEY_BYTES } from './seal.js';

/**
 * `keys/master.key` of the data folder, one key in base64 a line, the one that wraps first. While keys are rotated it has
 * two lines. It is always replaced as a whole, so that a crash leaves every key or none of the change.
 */
export class MasterKeyFile extends MasterKeys {
  private constructor(
    private readonly path: string,
    private readonly previous: readonly Buffer[],
  ) {
    super();
  }

  /**
   * Made on first start. The caller holds the data folder's lock, so that two processes never make two keys.
   * @throws StartUpError
   */
  static async open(config: Pick<AppConfig, 'dataDir' | 'previousMasterKeys'>): Promise<MasterKeyFile> {
    const path = join(keysFolder(config), 'master.key');
    const file = new MasterKeyFile(path, config.previousMasterKeys);
    if (await exists(path)) {
      file.read();
      await warnIfOpen(path);
      return file;
    }
    if (await exists(signingKeyPath(config)))
      throw new StartUpError(
        `The data in ${config.dataDir} was sealed with a master key that is gone: put ${path} back, or set FACEGATE_MASTER_KEY to it.`,
      );
    await ensurePrivateFolder(keysFolder(config));
    await file.write([randomBytes(KEY_BYTES)]);
    new Logger('MasterKey').log(
      `Made a master key in ${path}. Whoever has it and the data folder can read every face.`,
    );
    return file;
  }

  /** @throws StartUpError */
  override read(): readonly Buffer[] {
    return [...this.lines(), ...this.previous];
  }

  /** A file of two lines is a rotation that was cut short: its new key serves. */
  override async renew(): Promise<void> {
    const keys = this.lines();
    if (keys.length === 1) await this.write([randomBytes(KEY_BYTES), ...keys]);
  }

  override async retire(): Promise<string> {
    await this.write(this.lines().slice(0, 1));
    return `The old key is gone from ${this.path}. A backup of the data needs the key file of its own day.`;
  }

  /** Not waited for: a seal may need it in the middle of opening an account, and it has two lines at most. */
  private lines(): Buffer[] {
    try {
      return readFileSync(this.path, 'utf8').trim().split(/\r?\n/).map(key256);
    } catch (cause) {
      throw new StartUpError(`The master key in ${this.path} cannot be read.`, { cause });
    }
  }

  private write(keys: readonly Buffer[]): Promise<void> {
    return writeAtomically(this.path, Buffer.from(keys.map((key) => `${key.toString('base64')}\n`).join('')));
  }
}

async function warnIfOpen(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    new Logger('MasterKey').warn(`Others on this machine can read ${path}: chmod 600 it.`);
}
