import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { AppConfig } from '../../config/app-config.js';
import { key256 } from '../../config/config-key.js';
import { ensurePrivateFolder, exists, isMissing, writeAtomically } from '../files/durable-files.js';
import { StartUpError } from '../start-up-error.js';

export function keysFolder(config: AppConfig): string {
  return join(config.dataDir, 'keys');
}

export function signingKeyPath(config: AppConfig): string {
  return join(keysFolder(config), 'signing-key.sealed');
}

/**
 * The 32 bytes that everything sealed depends on: `FACEGATE_MASTER_KEY`, else `keys/master.key` of the data folder, made
 * on first start. The caller holds the data folder's lock, so that two processes never make two keys.
 * @throws StartUpError
 */
export async function loadMasterKey(config: AppConfig): Promise<Buffer> {
  if (config.masterKey) return config.masterKey;
  const path = join(keysFolder(config), 'master.key');
  try {
    const text = await readFile(path, 'utf8');
    await warnIfOpen(path);
    return key256(text.trim());
  } catch (error) {
    if (!isMissing(error)) throw new StartUpError(`The master key in ${path} cannot be read.`, { cause: error });
  }
  if (await exists(signingKeyPath(config)))
    throw new StartUpError(
      `The data in ${config.dataDir} was sealed with a master key that is gone: put ${path} back, or set FACEGATE_MASTER_KEY to it.`,
    );
  const key = randomBytes(32);
  await ensurePrivateFolder(keysFolder(config));
  await writeAtomically(path, Buffer.from(`${key.toString('base64')}\n`));
  new Logger('MasterKey').log(`Made a master key in ${path}. Whoever has it and the data folder can read every face.`);
  return key;
}

async function warnIfOpen(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    new Logger('MasterKey').warn(`Others on this machine can read ${path}: chmod 600 it.`);
}
