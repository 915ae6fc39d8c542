import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePairs, type LabelledPairs } from './pairs.js';

/** One picture of one named person. */
export interface Sample {
  person: string;
  /** File name inside the person's folder. */
  file: string;
  path: string;
}

export interface DataSet {
  samples: Sample[];
  /** From `pairs.txt`, when the folder has one. */
  pairs?: LabelledPairs;
}

/** Reads a folder with one folder of pictures a person, in the order of names, and its `pairs.txt` when there is one. */
export async function readDataSet(folder: string): Promise<DataSet> {
  const samples = await listSamples(folder);
  if (samples.length === 0) throw new Error(`${folder}: no pictures; one folder a person is expected`);
  const text = await readFile(join(folder, 'pairs.txt'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return { samples, ...(text !== undefined && { pairs: parsePairs(text) }) };
}

/** Every JPEG, PNG and WebP of every person's folder. */
export async function listSamples(folder: string): Promise<Sample[]> {
  const people = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const lists = await Promise.all(
    people.map(async ({ name: person }) => {
      const files = (await readdir(join(folder, person))).filter((name) => /\.(jpe?g|png|webp)$/i.test(name));
      return files.map((file) => ({ person, file, path: join(folder, person, file) }));
    }),
  );
  return lists.flat().toSorted((one, other) => byCodePoint(one.path, other.path));
}

/** The samples of people with at least so many. */
export function withPictures(samples: readonly Sample[], least: number): Sample[] {
  const counts = new Map<string, number>();
  for (const { person } of samples) counts.set(person, (counts.get(person) ?? 0) + 1);
  return samples.filter(({ person }) => (counts.get(person) ?? 0) >= least);
}

/** The same order on every machine, which a locale's is not. */
function byCodePoint(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
