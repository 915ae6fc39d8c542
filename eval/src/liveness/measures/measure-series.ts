import { readFileSync } from 'node:fs';
import {
  decodeImage,
  frameFacts,
  loadEngine,
  type Extraction,
  type LoadedEngine,
  type RgbImage,
} from '@facegate/face-engine';
import sharp from 'sharp';
import { cuesOf } from '../cues.js';
import { drawSeries, type Drawn, type PhotoReader } from '../render/draw-series.js';
import { morphed } from '../render/morph.js';
import type { PhotoFace } from '../render/photo-face.js';
import { videoFrames } from '../video-frames.js';
import { packed, unpacked } from './packed-extraction.js';
import {
  picturesIn,
  seriesKey,
  sha256,
  type MeasuredFrame,
  type PhotoSource,
  type Series,
  type Shot,
} from './series.js';
import { SeriesStore } from './series-store.js';

const PHOTO_DECODE = { maxPixels: 50_000_000, maxSidePx: 640 };

/** Under which names pictures with what the pipeline found in them, and what liveness measures of those, are kept. */
export interface StoreKeys {
  folder: string;
  shots: string;
  facts: string;
}

/**
 * The pipeline's findings and the measures of one picture, as names: when an engine makes something else of it, all that was kept is of no use.
 * The findings are the slow part (some 25 ms a picture); they stay when only what liveness measures of them has changed.
 */
export async function storeKeys(folder: string, picture: Uint8Array): Promise<StoreKeys> {
  const { pipeline, info } = await loadEngine({ engine: 'sface' });
  const image = await decodeImage(picture, PHOTO_DECODE);
  const extraction = await pipeline.extractFrom(image);
  const shots = `shots-${info.model}-${mark(extraction)}`;
  return { folder, shots, facts: `facts-${info.model}-${mark(extraction)}-${mark(measured(image, extraction, ''))}` };
}

/** Numbers to a hundredth: the last digits are the processor's. */
const mark = (value: unknown): string =>
  sha256(
    Buffer.from(
      JSON.stringify(value, (_key, field: unknown) => {
        if (ArrayBuffer.isView(field))
          return [...(field as unknown as ArrayLike<number> & Iterable<number>)].map(hundredth);
        return typeof field === 'number' ? hundredth(field) : field;
      }),
    ),
  ).slice(0, 12);

const hundredth = (value: number): number => Math.round(value * 100) / 100;

/** Measures series; reads pictures that others are made of from what is kept. One for each thread. */
export class SeriesMeter implements PhotoReader {
  readonly #shots: SeriesStore<Shot[]>;
  readonly #facts: SeriesStore<MeasuredFrame[]>;
  #engine: Promise<LoadedEngine> | undefined;
  readonly #videos = new Map<string, Shot[]>();

  constructor({ folder, shots, facts }: StoreKeys) {
    this.#shots = new SeriesStore(folder, shots);
    this.#facts = new SeriesStore(folder, facts);
  }

  isMeasured(series: Series): boolean {
    return this.#facts.has(seriesKey(series));
  }

  known(series: Series): MeasuredFrame[] {
    const frames = this.#facts.get(seriesKey(series));
    if (!frames) throw new Error(`${seriesKey(series)} was not measured`);
    return frames;
  }

  async measure(series: Series): Promise<void> {
    const key = seriesKey(series);
    if (this.#facts.has(key)) return;
    const frames: MeasuredFrame[] = [];
    for (const { at, jpeg, extraction } of await this.#shotsOf(series)) {
      const image = await decodeImage(jpeg, PHOTO_DECODE);
      frames.push({ atSeconds: at, ...measured(image, unpacked(extraction), sha256(jpeg)) });
    }
    this.#facts.set(key, frames);
  }

  async photo(source: PhotoSource): Promise<PhotoFace> {
    if ('file' in source) {
      const image = await decodeImage(readFileSync(source.file), PHOTO_DECODE);
      return withMesh(source.name, image, await this.#extract(image, 'none'));
    }
    if ('morphOf' in source) {
      const [first, second] = source.morphOf;
      const image = morphed(await this.photo(first), await this.photo(second), source.share);
      return withMesh(source.name, image, await this.#extract(image, 'none'));
    }
    const shot = (await this.shots(source.video)).find(({ at }) => at >= source.atSeconds - 1e-3);
    if (!shot) throw new Error(`${source.name}: the video has no frame at ${source.atSeconds} s`);
    return withMesh(source.name, await decodeImage(shot.jpeg, PHOTO_DECODE), unpacked(shot.extraction));
  }

  async shots(video: Series): Promise<Shot[]> {
    const key = seriesKey(video);
    const shots = this.#videos.get(key) ?? (await this.#shotsOf(video));
    // Of the videos that pictures are made of the last one only: they are large.
    this.#videos.clear();
    this.#videos.set(key, shots);
    return shots;
  }

  async #shotsOf(series: Series): Promise<Shot[]> {
    const key = seriesKey(series);
    const known = this.#shots.get(key);
    if (known) return known;
    const shots: Shot[] = [];
    for await (const { at, jpeg } of this.#pictures(series)) {
      const image = await decodeImage(jpeg, PHOTO_DECODE);
      shots.push({ at, jpeg, extraction: packed(await this.#extract(image, 'largest')) });
    }
    this.#shots.set(key, shots);
    return shots;
  }

  async *#pictures(series: Series): AsyncGenerator<{ at: number; jpeg: Uint8Array }> {
    if (series.kind === 'video') {
      for (const { jpeg, atSeconds } of await videoFrames(series.file, series.part)) yield { at: atSeconds, jpeg };
    } else if (series.kind === 'folder') {
      for (const [at, file] of picturesIn(series.folder).entries()) yield { at, jpeg: readFileSync(file) };
    } else {
      for await (const drawn of drawSeries(series, this)) yield { at: drawn.at, jpeg: await asJpeg(drawn) };
    }
  }

  async #extract(image: RgbImage, embed: 'largest' | 'none'): Promise<Extraction> {
    this.#engine ??= loadEngine({ engine: 'sface' });
    return await (await this.#engine).pipeline.extractFrom(image, { embed });
  }
}

async function asJpeg({ image: { width, height, data }, quality }: Drawn): Promise<Uint8Array> {
  return await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}

function withMesh(name: string, image: RgbImage, { faces: [face] }: Extraction): PhotoFace {
  if (!face) throw new Error(`${name}: no face in the photograph`);
  return { image, mesh: face.landmarks.points.map(({ x, y, z = 0 }) => ({ x, y, z })) };
}

function measured(image: RgbImage, extraction: Extraction, sha: string): Omit<MeasuredFrame, 'atSeconds'> {
  const facts = frameFacts(image, extraction, sha);
  return { facts, ...(facts.face && { cues: cuesOf(image, facts.face.box) }) };
}
