import type { RgbImage } from '@facegate/face-engine';
import { seededRandom } from '../../statistics/random.js';
import type { Motion } from '../footage.js';
import type { PhotoSource, RenderedSeries, Series, Shot } from '../measures/series.js';
import { withEyesOf } from './borrowed-eyes.js';
import { crossFaded } from './cross-fade.js';
import { FRONT, held, noisy, TILTS, tiltFor, withGradient } from './held-sheet.js';
import { WarpedPhoto } from './mesh-warp.js';
import { withLidsPainted } from './painted-lids.js';
import type { PhotoFace } from './photo-face.js';
import { gridDegrees, WARPS } from './warp-variants.js';

/** Gives what pictures are made of. */
export interface PhotoReader {
  photo(source: PhotoSource): Promise<PhotoFace>;
  shots(video: Series): Promise<Shot[]>;
}

/** A picture that was made, before it is encoded. */
export interface Drawn {
  at: number;
  image: RgbImage;
  /** Of the JPEG. */
  quality: number;
}

/** As a page's canvas encodes them. */
const QUALITY = 85;
/** Frames of a tilt to its furthest and back. */
const TILT_FRAMES = 12;
const STILL_FRAMES = 8;
const COPIES = 4;
const FADE_SHARES = [0.2, 0.4, 0.6, 0.8];
/** Seconds before and after the middle of a blink whose frames are borrowed. */
const BLINK_REACH_S = 0.3;

/** All pictures of a series, in order. */
export async function* drawSeries(series: RenderedSeries, reader: PhotoReader): AsyncGenerator<Drawn> {
  switch (series.kind) {
    case 'still':
      yield* copies((await reader.photo(series.photo)).image, STILL_FRAMES);
      break;
    // With a request: no camera between.
    case 'sent':
      yield { at: 0, image: (await reader.photo(series.photo)).image, quality: QUALITY };
      break;
    case 'painted': {
      const { image, mesh } = await reader.photo(series.photo);
      yield* copies(withLidsPainted(image, mesh), COPIES);
      break;
    }
    case 'held':
      yield* tilted((await reader.photo(series.photo)).image, series.way, series.motion as Motion);
      break;
    case 'warp':
      yield* warped(await reader.photo(series.photo), series.variant, series.axis);
      break;
    case 'borrowed-blink':
      yield* blinking(await reader.photo(series.photo), series.blink, reader);
      break;
    case 'shown-stills':
      yield* shownStills(series, reader);
      break;
  }
}

function* copies(image: RgbImage, count: number): Generator<Drawn> {
  for (let at = 0; at < count; at++) yield { at, image: noisy(image, at + 1), quality: QUALITY };
}

function* tilted(photo: RgbImage, way: string, motion: Motion): Generator<Drawn> {
  const { degrees, bend, distance, relit } = TILTS[way]!;
  const random = seededRandom(5);
  for (let at = 0; at < TILT_FRAMES; at++) {
    const share = Math.sin((Math.PI * at) / (TILT_FRAMES - 1));
    const tilt = tiltFor(motion, degrees * share);
    // A bent sheet is flat before it is tilted.
    const near = FRONT.distance + (distance - FRONT.distance) * share;
    const sheet = held(photo, { ...tilt, bend: bend * share, distance: near });
    const lit = relit ? withGradient(sheet, { x: tilt.yaw / 70, y: tilt.pitch / 70 }) : sheet;
    yield { at, image: noisy(lit, at + 1), quality: relit ? Math.round(40 + 45 * random()) : QUALITY };
  }
}

function* warped(photo: PhotoFace, name: string, axis: 'yaw' | 'pitch'): Generator<Drawn> {
  const variant = WARPS[name]!;
  const head = new WarpedPhoto(photo);
  const random = seededRandom(9);
  const [least, most] = variant.quality;
  for (const [i, degrees] of gridDegrees(axis).entries()) {
    const turned = axis === 'yaw' ? head.turned(degrees, 0, variant) : head.turned(0, degrees, variant);
    yield { at: degrees, image: noisy(turned, i + 1), quality: Math.round(least + (most - least) * random()) };
  }
}

async function* blinking(
  photo: PhotoFace,
  { video, atSeconds }: (RenderedSeries & { kind: 'borrowed-blink' })['blink'],
  reader: PhotoReader,
): AsyncGenerator<Drawn> {
  const shots = await reader.shots(video);
  const times = shots.map(({ at }) => at).filter((at) => Math.abs(at - atSeconds) <= BLINK_REACH_S);
  for (const [i, at] of times.entries()) {
    const donor = await reader.photo({ name: 'blink', video, atSeconds: at });
    yield { at: at - atSeconds, image: noisy(withEyesOf(photo, donor), i + 1), quality: QUALITY };
  }
}

async function* shownStills(
  { from, to }: RenderedSeries & { kind: 'shown-stills' },
  reader: PhotoReader,
): AsyncGenerator<Drawn> {
  const { image } = await reader.photo(from);
  if (!to) {
    yield* copies(image, COPIES);
    return;
  }
  const other = await reader.photo(to);
  for (const [i, share] of FADE_SHARES.entries()) {
    yield { at: share, image: noisy(crossFaded(image, other.image, share), i + 1), quality: QUALITY };
  }
}
