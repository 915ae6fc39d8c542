import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { livenessPage } from '../report/liveness-page.js';
import { filmCues } from './film-cues.js';
import { readFootageList } from './footage-list.js';
import type { Footage } from './footage.js';
import { headRoc } from './head-roc.js';
import { Material } from './material/material.js';
import { seriesOfMorphs } from './material/morph-pairs.js';
import { measureAll } from './measures/measure-all.js';
import { SeriesMeter, storeKeys, type StoreKeys } from './measures/measure-series.js';
import type { Series } from './measures/series.js';
import { morphReport } from './morph-report.js';
import { passiveCues } from './passive-cues.js';
import type { LivenessReport } from './report.js';
import { falseAlarms, reportOf } from './report-of.js';
import { playAll } from './sessions/play-all.js';
import { SUITE_NAMES, type SuiteName } from './sessions/suites.js';
import { printMorphs, printTables } from './tables.js';
import { videoFrames } from './video-frames.js';

export const USAGE = `pnpm eval liveness --data DIR [--footage LIST] [--only SUITES] [--quick] [--json FILE] [--workers N] [--cache DIR]

  --data     the folder that the list's files are in
  --footage  a list of footage (README.md); without it the project's own, footage.json
  --only     suites, by comma: ${SUITE_NAMES.join(', ')}. Prints tables and writes no report
  --quick    a quarter of the sessions
  --json     writes every session there
  --workers  threads, 2 without it
  --cache    where measures are kept; without it eval/.cache

Needs ffmpeg.`;

const EVAL = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(EVAL, 'results');

interface Options {
  data: string;
  list: string;
  only: SuiteName[];
  quick: boolean;
  json: string | undefined;
  workers: number;
  cache: string;
}

export async function run(args: string[]): Promise<void> {
  const options = parse(args);
  const footage = readFootageList(options.list, options.data);
  const keys = await storeKeys(options.cache, await firstPicture(footage));
  const { list, data, only, quick } = options;
  const suites = only.length > 0 ? only : SUITE_NAMES;
  await measure(footage, keys, options.workers, suites);
  const played = await playAll({ list, data, keys, suites, effort: quick ? 'quick' : 'full' }, options.workers);
  printTables(played.sessions);
  const material = new Material(footage, new SeriesMeter(keys));
  const morphs = suites.includes('morph') ? morphReport(material, played.sessions) : undefined;
  if (morphs) printMorphs(morphs);
  for (const { condition, end, detail } of falseAlarms(played.sessions)) {
    console.error(`${condition}: ${end} (${detail}), though somebody only talks`);
    process.exitCode = 1;
  }
  if (only.length === 0) {
    const command = `pnpm eval liveness --data ${basename(data)}${quick ? ' --quick' : ''}`;
    const found = {
      cues: passiveCues(material),
      filmCues: filmCues(material),
      headRoc: headRoc(material),
      ...(morphs && { morphs }),
    };
    await write(reportOf(played, { command, footage, ...found }));
  }
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(played.sessions));
}

/** pnpm runs this in its own folder; paths are meant from where the command was given. */
const here = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);

function parse(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      footage: { type: 'string' },
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      workers: { type: 'string', default: '2' },
      cache: { type: 'string' },
    },
  });
  const list = values.footage === undefined ? join(EVAL, 'footage.json') : here(values.footage);
  if (values.data === undefined && values.footage === undefined) throw new Error('--data is missing');
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1) throw new Error('--workers is a number from 1');
  return {
    data: values.data === undefined ? dirname(list) : here(values.data),
    list,
    only: suitesIn(values.only),
    quick: values.quick,
    json: values.json === undefined ? undefined : here(values.json),
    workers,
    cache: values.cache === undefined ? join(EVAL, '.cache') : here(values.cache),
  };
}

function suitesIn(only: string): SuiteName[] {
  const names = only.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !SUITE_NAMES.some((suite) => suite === name));
  if (unknown !== undefined) throw new Error(`--only: there is no ${unknown}; there are ${SUITE_NAMES.join(', ')}`);
  return SUITE_NAMES.filter((suite) => names.includes(suite));
}

/** By which the engine is known: a photograph of the list, or the first frame of its first video. */
async function firstPicture({ photos, clips }: Footage): Promise<Uint8Array> {
  for (const { source } of photos) {
    if ('file' in source && existsSync(source.file)) return readFileSync(source.file);
  }
  const [frame] = await videoFrames(clips[0]!.video.file, [0, 1]);
  if (!frame) throw new Error(`${basename(clips[0]!.video.file)} has no frame`);
  return frame.jpeg;
}

/** What the suites need, and what the report needs besides when all are played. */
async function measure(
  footage: Footage,
  keys: StoreKeys,
  workers: number,
  suites: readonly SuiteName[],
): Promise<void> {
  const material = new Material(footage, new SeriesMeter(keys));
  await measureAll(material.videos(), keys, workers);
  const isWhole = suites.length === SUITE_NAMES.length;
  const folders = footage.pictureSets.flatMap(({ bonaFide, attack }) => [bonaFide, attack]);
  const made = [
    // Limits are fitted on these, whatever is played.
    ...material.seriesOfStills(),
    ...material.seriesOfPhotos(suites.includes('photo') || suites.includes('step')),
    ...(suites.includes('morph') ? seriesOfMorphs(material) : []),
    ...(isWhole ? folders.map((folder): Series => ({ kind: 'folder', folder })) : []),
  ];
  await measureAll(made, keys, workers);
}

async function write(report: LivenessReport): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  const path = join(RESULTS, 'liveness');
  await writeFile(`${path}.json`, `${JSON.stringify(report, rounded, 2)}\n`);
  await writeFile(`${path}.html`, livenessPage(report));
  console.log(`${path}.json\n${path}.html`);
}

const rounded = (_key: string, field: unknown): unknown =>
  typeof field === 'number' && !Number.isInteger(field) ? Number(field.toPrecision(4)) : field;
