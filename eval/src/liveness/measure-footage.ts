import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeImage,
  frameFacts,
  loadEngine,
  type Extraction,
  type LivenessAction,
  type LoadedEngine,
  type RgbImage,
} from '@facegate/face-engine';
import { startProgress } from '../progress.js';
import { cuesOf } from './cues.js';
import type { Footage } from './footage.js';
import { MeasureCache, type MeasuredFrame } from './measured-frames.js';
import { FRONT, held, noisy, TILTS, tiltFor, withLidsPainted } from './photo-attack.js';
import { videoFrames } from './video-frames.js';

type Motion = Exclude<LivenessAction, 'blink'>;
const MOTIONS: readonly Motion[] = ['turn-left', 'turn-right', 'look-up', 'look-down'];

/** Frames of a tilt to its furthest and back. */
const TILT_FRAMES = 12;
const STILL_FRAMES = 8;
const PAINTED_FRAMES = 4;
const PHOTO_DECODE = { maxPixels: 50_000_000, maxSidePx: 640 };

/** Measures of one photograph and of everything that is done to it. */
export interface PhotoSeries {
  /** Held still before a camera. */
  still: MeasuredFrame[];
  /** The same with painted lids. */
  painted: MeasuredFrame[];
  /** By way of tilting, then by the motion that it should look like. */
  tilts: Record<string, Record<Motion, MeasuredFrame[]>>;
}

/** Measures videos, photographs and what is made of them, once. */
export class FootageMeter {
  /** Believes what is cached in `folder` as long as it was measured by an engine that makes the same of a photograph. */
  static async load(folder: string, { photos: [photo = ''] }: Footage, fresh: boolean): Promise<FootageMeter> {
    const engine = await loadEngine({ engine: 'sface' });
    const image = await decodeImage(await readFile(photo), PHOTO_DECODE);
    const measured = measuredIn(image, await engine.pipeline.extractFrom(image), '');
    const mark = hash(Buffer.from(JSON.stringify(measured, shortened))).slice(0, 12);
    return new FootageMeter(engine, new MeasureCache(folder, `liveness-${engine.info.model}-${mark}`, fresh));
  }

  private constructor(
    private readonly engine: LoadedEngine,
    private readonly cache: MeasureCache,
  ) {}

  /** Every frame of a video, as a log-in page would send it. */
  async video(path: string): Promise<MeasuredFrame[]> {
    return await this.#series(`video ${await sha256(path)}`, async () => {
      const frames = await videoFrames(path);
      const bar = startProgress(path, frames.length);
      const measured: MeasuredFrame[] = [];
      for (const { jpeg, atSeconds } of frames) {
        measured.push({ atSeconds, ...(await this.#measure(await decodeImage(jpeg), hash(jpeg))) });
        bar.step();
      }
      bar.end();
      return measured;
    });
  }

  /** Every picture of a folder. */
  async folder(path: string): Promise<MeasuredFrame[]> {
    const files = (await readdir(path)).filter((name) => /\.(jpe?g|png)$/i.test(name)).toSorted();
    return await this.#series(`folder ${files.length} ${await sha256(join(path, files[0] ?? ''))}`, async () => {
      const measured: MeasuredFrame[] = [];
      for (const [atSeconds, name] of files.entries()) {
        const bytes = await readFile(join(path, name));
        measured.push({ atSeconds, ...(await this.#measure(await decodeImage(bytes, PHOTO_DECODE), hash(bytes))) });
      }
      return measured;
    });
  }

  async photo(path: string): Promise<PhotoSeries> {
    const name = `photo ${await sha256(path)}`;
    const photo = await decodeImage(await readFile(path), PHOTO_DECODE);
    const render = async (what: string, pictures: () => RgbImage[]): Promise<MeasuredFrame[]> =>
      await this.#series(`${name} ${what}`, async () => await this.#pictures(`${path} ${what}`, pictures()));
    const mesh = async () =>
      (await this.engine.pipeline.extractFrom(photo, { embed: 'none' })).faces[0]?.landmarks.points;
    const points = await mesh();
    if (!points) throw new Error(`${path}: no face in the photograph`);
    const still = await render('still', () => repeated(STILL_FRAMES, (i) => noisy(held(photo, FRONT), i + 1)));
    const painted = await render('painted', () => {
      const sheet = withLidsPainted(photo, points);
      return repeated(PAINTED_FRAMES, (i) => noisy(held(sheet, FRONT), i + 1));
    });
    const tilts: PhotoSeries['tilts'] = {};
    for (const [way, { degrees, bend, distance }] of Object.entries(TILTS)) {
      const byMotion = {} as Record<Motion, MeasuredFrame[]>;
      for (const motion of MOTIONS) {
        byMotion[motion] = await render(`${way} ${motion}`, () =>
          repeated(TILT_FRAMES, (i) => {
            const share = Math.sin((Math.PI * i) / (TILT_FRAMES - 1));
            const tilt = tiltFor(motion, degrees * share);
            // A bent sheet is flat before it is tilted.
            const near = FRONT.distance + (distance - FRONT.distance) * share;
            return noisy(held(photo, { ...tilt, bend: bend * share, distance: near }), i + 1);
          }),
        );
      }
      tilts[way] = byMotion;
    }
    return { still, painted, tilts };
  }

  async #pictures(title: string, pictures: readonly RgbImage[]): Promise<MeasuredFrame[]> {
    const bar = startProgress(title, pictures.length);
    const measured: MeasuredFrame[] = [];
    for (const [atSeconds, picture] of pictures.entries()) {
      measured.push({ atSeconds, ...(await this.#measure(picture, hash(picture.data))) });
      bar.step();
    }
    bar.end();
    return measured;
  }

  async #measure(image: RgbImage, sha: string): Promise<Omit<MeasuredFrame, 'atSeconds'>> {
    return measuredIn(image, await this.engine.pipeline.extractFrom(image), sha);
  }

  async #series(name: string, measure: () => Promise<MeasuredFrame[]>): Promise<MeasuredFrame[]> {
    const known = this.cache.get(name);
    if (known) return known;
    const frames = await measure();
    this.cache.set(name, frames);
    return frames;
  }
}

function measuredIn(image: RgbImage, extraction: Extraction, sha: string): Omit<MeasuredFrame, 'atSeconds'> {
  const facts = frameFacts(image, extraction, sha);
  return { facts, ...(facts.face && { cues: cuesOf(image, facts.face.box) }) };
}

/** Numbers to a tenth, lists left out: processors round otherwise. */
const shortened = (_key: string, value: unknown): unknown => {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return typeof value === 'number' ? Number(value.toFixed(1)) : value;
};

const repeated = (count: number, make: (i: number) => RgbImage): RgbImage[] =>
  Array.from({ length: count }, (_, i) => make(i));
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const sha256 = async (path: string): Promise<string> => hash(await readFile(path));
