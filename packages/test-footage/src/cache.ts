import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SOURCES_VERSION } from './footage.js';

/** Raise it when the same key is to give other bytes than before. */
const RECIPE_VERSION = 1;
const CACHE_FOLDER = fileURLToPath(new URL('../.cache', import.meta.url));

/** Where the bytes for `key` are, or would be: `<label>.<hash>.<extension>` under `.cache/<group>/`. */
export function cachePath(group: string, label: string, key: unknown, extension: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([RECIPE_VERSION, SOURCES_VERSION, group, key]))
    .digest('hex')
    .slice(0, 16);
  return join(CACHE_FOLDER, group, `${label}.${hash}.${extension}`);
}

export async function isCached(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Written whole or not at all: several processes may make the same file at the same moment. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
