import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LIVENESS_LIMITS } from '@facegate/face-engine';
import { machine } from '../machine.js';
import { livenessPage } from '../report/liveness-page.js';
import { evaluateCues, spreadCues, type CueSet } from './cue-evaluation.js';
import type { Cues } from './cues.js';
import { footageIn, type Footage } from './footage.js';
import { FootageMeter, type PhotoSeries } from './measure-footage.js';
import type { MeasuredFrame } from './measured-frames.js';
import { blinkTrace, personOf } from './obeying-visitor.js';
import type { LivenessReport, SessionCount } from './report.js';
import { attackSessions } from './sessions/attacks.js';
import { bonaFideSessions } from './sessions/bona-fide.js';
import { luckySessions } from './sessions/lucky.js';
import { toFilm, type Material } from './sessions/material.js';
import { partSessions } from './sessions/parts.js';
import { judgeSpeed } from './session.js';

export const USAGE = `pnpm eval liveness --data DIR [--fresh]

  --data   a folder as data/README.md describes it: video/, attack/ and faces/
  --fresh  measure again what is cached

Needs ffmpeg.`;

const EVAL = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(EVAL, 'results');
const CACHE = join(EVAL, '.cache');
/** Of one video; its neighbours say the same. */
const CUE_FRAMES_A_VIDEO = 30;

/** Frames and pictures of the footage, measured. */
interface Measured {
  bonaFide: { clip: Footage['bonaFide'][number]; frames: MeasuredFrame[] }[];
  restless: MeasuredFrame[];
  replays: MeasuredFrame[][];
  photos: PhotoSeries[];
  prints: MeasuredFrame[];
  beforeWebcam: MeasuredFrame[];
}

export async function run(args: string[]): Promise<void> {
  const { data, fresh } = parse(args);
  const footage = footageIn(data);
  const measured = await measure(data, footage, await FootageMeter.load(CACHE, footage, fresh));
  const material = materialOf(measured);
  const report: LivenessReport = {
    measuredOn: new Date().toISOString().slice(0, 10),
    command: `pnpm eval liveness --data ${basename(data)}`,
    machine: machine(),
    limits: LIVENESS_LIMITS,
    bonaFide: bonaFideSessions(material),
    attacks: attackSessions(material),
    parts: partSessions(material),
    lucky: luckySessions(material),
    cues: evaluateCues(cueSets(measured)),
    speed: judgeSpeed(),
  };
  await write(report);
  console.table([...report.bonaFide, ...report.attacks, ...report.parts].map(summary));
  console.table(report.lucky);
}

function parse(args: string[]): { data: string; fresh: boolean } {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, fresh: { type: 'boolean', default: false } },
  });
  if (!values.data) throw new Error('--data is missing');
  // pnpm runs this in its own folder; paths are meant from where the command was given.
  return { data: resolve(process.env['INIT_CWD'] ?? '.', values.data), fresh: values.fresh };
}

async function measure(data: string, footage: Footage, meter: FootageMeter): Promise<Measured> {
  const bonaFide: Measured['bonaFide'] = [];
  for (const clip of footage.bonaFide) bonaFide.push({ clip, frames: await meter.video(clip.path) });
  const replays: MeasuredFrame[][] = [];
  for (const clip of footage.replays) replays.push(await meter.video(clip.path));
  const photos: PhotoSeries[] = [];
  for (const path of footage.photos) photos.push(await meter.photo(path));
  return {
    bonaFide,
    restless: await meter.video(footage.restless.path),
    replays,
    photos,
    prints: await meter.folder(join(data, 'attack/nuaa/print')),
    beforeWebcam: await meter.folder(join(data, 'attack/nuaa/bona-fide')),
  };
}

/** A blink that early has no rest before it. */
const FIRST_BLINK_S = 0.6;

function materialOf({ bonaFide, restless, replays, photos }: Measured): Material {
  const withBlinks = bonaFide.filter(({ clip }) => clip.blinks.length > 0);
  const staring = bonaFide.find(({ clip }) => clip.motions.length === 0 && clip.blinks.length === 0);
  if (!staring) throw new Error('The footage of somebody who does not blink is missing.');
  return {
    people: bonaFide.filter(({ clip }) => clip.motions.length > 0).map(({ clip, frames }) => personOf(clip, frames)),
    blinkers: withBlinks.map(({ clip, frames }) => ({ film: toFilm(frames), blinks: clip.blinks })),
    blinks: withBlinks.flatMap(({ clip, frames }) =>
      clip.blinks.filter((at) => at > FIRST_BLINK_S).map((at) => blinkTrace(frames, at)),
    ),
    staring: toFilm(staring.frames),
    films: [...bonaFide.map(({ frames }) => frames), restless].map(toFilm),
    replays: replays.map(toFilm),
    photos,
  };
}

const spread = (videos: readonly MeasuredFrame[][]): Cues[] =>
  videos.flatMap((frames) => spreadCues(frames, CUE_FRAMES_A_VIDEO));

function cueSets({ bonaFide, restless, replays, prints, beforeWebcam }: Measured): CueSet[] {
  return [
    {
      name: 'prints before a webcam (NUAA)',
      bonaFide: spreadCues(beforeWebcam, Infinity),
      attack: spreadCues(prints, Infinity),
    },
    {
      name: 'screen replays against all videos',
      bonaFide: spread([...bonaFide.map(({ frames }) => frames), restless]),
      attack: spread(replays),
    },
    {
      name: 'one replay against its own person',
      bonaFide: spreadCues(restless, Infinity),
      attack: spreadCues(replays[0] ?? [], Infinity),
    },
  ];
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

const summary = ({ kind, sessions, live, errorRate }: SessionCount): Record<string, string | number> => ({
  kind,
  sessions,
  live,
  error: `${(errorRate * 100).toFixed(1)} %`,
});
