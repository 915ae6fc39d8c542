import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ensurePrivateFolder, exists, isMissing, readWhole, writeAtomically } from '../common/files/durable-files.js';
import { StartUpError } from '../common/start-up-error.js';

/** `keys/installation.json` of a data folder: by it a database knows the folder that belongs to it. No secret. */
export interface FolderMark {
  /** For good, also in a copy of the folder. */
  folder: string;
  /** Of the last process that started with nobody else on the folder: a copy that is used has another one. */
  run: string;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Undefined when the folder has none. @throws StartUpError when it cannot be read */
export async function readMark(dataDir: string): Promise<FolderMark | undefined> {
  const path = pathIn(dataDir);
  let text: string;
  try {
    text = (await readWhole(path)).toString();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const mark = parse(text);
  if (!mark) throw new StartUpError(`${path} is damaged: put it back from a backup of the data folder.`);
  return mark;
}

/** With another run, and with another folder where it had none. */
export async function renewMark(dataDir: string, mark: FolderMark | undefined): Promise<FolderMark> {
  const renewed = { folder: mark?.folder ?? randomUUID(), run: randomUUID() };
  await ensurePrivateFolder(join(dataDir, 'keys'));
  await writeAtomically(pathIn(dataDir), Buffer.from(`${JSON.stringify(renewed)}\n`));
  return renewed;
}

/** Whether a server ever ran on the folder: keys are made at the first start. */
export function hasKeys(dataDir: string): Promise<boolean> {
  return exists(join(dataDir, 'keys', 'signing-key.sealed'));
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'keys', 'installation.json');
}

function parse(text: string): FolderMark | undefined {
  try {
    const { folder, run } = JSON.parse(text) as Partial<FolderMark>;
    return folder && run && UUID.test(folder) && UUID.test(run) ? { folder, run } : undefined;
  } catch {
    return undefined;
  }
}
