import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { COMPARISON_KINDS, ENGINES, type EngineInfo, type EngineName } from '@facegate/face-engine';
import { machine } from '../machine.js';
import { startProgress } from '../progress.js';
import { reportPage } from '../report/page.js';
import { listSamples, readDataSet, withPictures, type DataSet, type Sample } from './data-set.js';
import { evaluateEngine, type EngineResult } from './evaluate-engine.js';
import { extractAll, type ExtractedSet } from './extract-all.js';
import { extractFootage } from './footage/extract-footage.js';
import type { Filmed } from './footage/filmed.js';
import { readFootageList } from './footage/footage-list.js';
import { labelErrorsIn } from './label-errors.js';
import type { DataDescription, RecognitionReport } from './report.js';
import type { LabelledObservation } from './subjects.js';

export const USAGE = `pnpm eval recognition --data DIR [--impostors DIR]… [--footage LIST --footage-folder DIR] [--engine NAME]…
                      [--least N] [--workers N] [--fresh] [--adopt]

  --data       one folder of pictures a person, and LFW's pairs.txt if there is one
  --impostors  such a folder of other people: more impostor comparisons; may be given again
  --footage    a list of videos and photographs of people (footage/recognition.json), for frames of one session
  --footage-folder  where its files are
  --engine     ${Object.keys(ENGINES).join(', ')}; may be given again; all when left out
  --least      only people with so many pictures in one of the folders (for a slow engine; no 10-fold accuracy then)
  --workers    threads that extract (default 2)
  --fresh      extract again what is cached
  --adopt      from now on the engines decide by the FMR curves of this run`;

const EVAL = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(EVAL, 'results');
const CACHE = join(EVAL, '.cache');
const ENGINE_CURVES = join(EVAL, '../packages/face-engine/fmr-curves');

interface Options {
  data: string;
  impostors: string[];
  footage: { list: string; folder: string } | undefined;
  engines: EngineName[];
  least: number;
  workers: number;
  fresh: boolean;
  adopt: boolean;
}

export async function run(args: string[]): Promise<void> {
  const options = parse(args);
  const { data, impostors } = await readData(options);
  const samples = [data.samples, ...impostors].flat();
  const engines: EngineResult[] = [];
  let leftOut = 0;
  for (const engine of options.engines) {
    const { info, observations } = await extract(engine, samples, options);
    const observed = label(samples, data, observations);
    leftOut = samples.length - observed.length;
    const filmed = await extractFilms(engine, options);
    engines.push(evaluateEngine({ engine, info }, { observed, pairs: data.pairs, filmed }, startProgress));
  }
  if (leftOut > 0) console.error(`${leftOut} pictures left out: the same file is there under another name`);
  await write(options.least, {
    measuredOn: new Date().toISOString().slice(0, 10),
    command: commandOf(options),
    data: describe(options.data, data.samples),
    impostors: impostors.map((set, index) => describe(options.impostors[index]!, set)),
    leftOut,
    labelErrors: labelErrorsIn(samples),
    machine: machine(),
    engines,
  });
  if (options.adopt) await adopt(engines);
  console.table(engines.flatMap(summary));
}

async function readData({
  data: folder,
  impostors,
  least,
}: Options): Promise<{ data: DataSet; impostors: Sample[][] }> {
  const data = await readDataSet(folder);
  const others = await Promise.all(impostors.map(listSamples));
  if (least <= 1) return { data, impostors: others };
  // The list of pairs names people who are left out.
  return {
    data: { samples: withPictures(data.samples, least) },
    impostors: others.map((samples) => withPictures(samples, least)),
  };
}

function parse(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      impostors: { type: 'string', multiple: true, default: [] },
      footage: { type: 'string' },
      'footage-folder': { type: 'string' },
      engine: { type: 'string', multiple: true, default: Object.keys(ENGINES) },
      least: { type: 'string', default: '1' },
      workers: { type: 'string', default: '2' },
      fresh: { type: 'boolean', default: false },
      adopt: { type: 'boolean', default: false },
    },
  });
  if (!values.data) throw new Error('--data is missing');
  const { footage, 'footage-folder': folder } = values;
  if ((footage === undefined) !== (folder === undefined)) throw new Error('--footage and --footage-folder go together');
  return {
    data: fromCaller(values.data),
    impostors: values.impostors.map(fromCaller),
    footage: footage === undefined ? undefined : { list: fromCaller(footage), folder: fromCaller(folder ?? '.') },
    engines: values.engine.map(engineName),
    least: wholeNumber('--least', values.least),
    workers: wholeNumber('--workers', values.workers),
    fresh: values.fresh,
    adopt: values.adopt,
  };
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option}: a whole number from 1 on`);
  return value;
}

/** pnpm runs this in its own folder; paths are meant from where the command was given. */
const fromCaller = (folder: string): string => resolve(process.env['INIT_CWD'] ?? '.', folder);

function engineName(name: string): EngineName {
  if (!Object.hasOwn(ENGINES, name)) throw new Error(`--engine ${name}: there is no such engine`);
  return name as EngineName;
}

async function extract(
  engine: EngineName,
  samples: readonly Sample[],
  { workers, fresh }: Options,
): Promise<ExtractedSet & { info: EngineInfo }> {
  const set = await extractAll(engine, samples, {
    workers,
    cacheFolder: CACHE,
    fresh,
    progress: startProgress,
    note: console.error,
  });
  const { extracted, elapsedMs } = set;
  const speed = extracted > 0 ? `, ${((extracted * 1000) / elapsedMs).toFixed(1)} a second` : '';
  console.error(`${engine}: ${extracted} pictures extracted${speed}, ${samples.length - extracted} from the cache`);
  return set;
}

async function extractFilms(engine: EngineName, { footage, workers, fresh }: Options): Promise<Filmed[]> {
  if (!footage) return [];
  const recordings = await readFootageList(footage.list, footage.folder);
  return await extractFootage(engine, recordings, {
    workers,
    cacheFolder: CACHE,
    fresh,
    progress: startProgress,
    note: console.error,
  });
}

/** A picture that comes twice, byte for byte, is taken once: with itself it would match whatever its names say. */
function label(
  samples: readonly Sample[],
  data: DataSet,
  observations: readonly LabelledObservation['observation'][],
): LabelledObservation[] {
  const seen = new Set<string>();
  return samples.flatMap((sample, index): LabelledObservation[] => {
    const observation = observations[index]!;
    if (seen.has(observation.sha256)) return [];
    seen.add(observation.sha256);
    return [{ sample, inData: index < data.samples.length, observation }];
  });
}

const describe = (folder: string, samples: readonly Sample[]): DataDescription => ({
  name: basename(folder),
  pictures: samples.length,
  persons: new Set(samples.map(({ person }) => person)).size,
});

function commandOf({ data, impostors, footage, engines, least }: Options): string {
  const words = ['pnpm eval recognition', `--data ${basename(data)}`];
  words.push(...impostors.map((folder) => `--impostors ${basename(folder)}`));
  if (footage) words.push(`--footage ${basename(footage.list)}`, `--footage-folder ${basename(footage.folder)}`);
  words.push(...engines.map((engine) => `--engine ${engine}`));
  if (least > 1) words.push(`--least ${least}`);
  return words.join(' ');
}

async function write(least: number, report: RecognitionReport): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  const path = join(RESULTS, `recognition-${report.data.name}${least > 1 ? `-least-${least}` : ''}`);
  await writeFile(`${path}.json`, toJson(report));
  await writeFile(`${path}.html`, reportPage(report));
  console.log(`${path}.json\n${path}.html`);
}

/** The curves that face-engine ships. */
async function adopt(engines: readonly EngineResult[]): Promise<void> {
  for (const { engine, model, metric, curves } of engines) {
    const missing = COMPARISON_KINDS.filter((kind) => !curves[kind]);
    if (missing.length > 0) throw new Error(`--adopt: too few comparisons of ${engine} for ${missing.join(', ')}`);
    const path = join(ENGINE_CURVES, `${engine}.json`);
    await writeFile(path, toJson({ engine, model, metric, curves }));
    console.log(path);
  }
}

const toJson = (value: unknown): string => `${JSON.stringify(value, rounded, 2)}\n`;

/** Five digits tell all that the data can say. */
const rounded = (_key: string, field: unknown): unknown =>
  typeof field === 'number' && !Number.isInteger(field) ? Number(field.toPrecision(5)) : field;

const summary = ({ engine, curves }: EngineResult): Record<string, string | number>[] =>
  COMPARISON_KINDS.flatMap((kind) =>
    (curves[kind]?.points ?? []).map(({ fmr, threshold, basis, protocol }) => ({
      engine,
      kind,
      'FMR at most': fmr,
      threshold,
      basis,
      protocol,
    })),
  );
