import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Model } from '../models.js';
import { EngineError } from '../types.js';

const require = createRequire(import.meta.url);

/**
 * Reads a model's files, in the manifest's order, from its npm package or from `modelsDir`.
 * Throws `MODEL_MISMATCH` when one cannot be read or its SHA-256 is not the pinned one.
 */
export async function readModelFiles(model: Model, modelsDir?: string): Promise<Uint8Array[]> {
  return await Promise.all(
    model.files.map(async ({ file, officialName, sha256 }) => {
      const path = modelsDir ? join(modelsDir, officialName ?? file) : join(packageFolder(model), file);
      const bytes = await readFile(path).catch((cause: unknown) => {
        throw new EngineError('MODEL_MISMATCH', `The model file ${path} cannot be read.`, { cause });
      });
      const found = createHash('sha256').update(bytes).digest('hex');
      if (found !== sha256) {
        throw new EngineError('MODEL_MISMATCH', `${path} has SHA-256 ${found}, not ${sha256}.`);
      }
      return bytes;
    }),
  );
}

function packageFolder({ source }: Model): string {
  try {
    return join(packageRoot(source.package), source.folder);
  } catch (cause) {
    throw new EngineError('MODEL_MISMATCH', `The package ${source.package} is not installed.`, { cause });
  }
}

/** Above the entry: not every package exports its package.json. */
function packageRoot(name: string): string {
  const entry = require.resolve(name);
  const folder = join('node_modules', ...name.split('/'));
  return entry.slice(0, entry.lastIndexOf(folder) + folder.length);
}
