import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameFacts } from '@facegate/face-engine';
import type { Cues } from '../cues.js';
import type { PackedExtraction } from './packed-extraction.js';

/** Seconds from the start of a video. */
export type Stretch = readonly [from: number, to: number];

export interface VideoSeries {
  kind: 'video';
  file: string;
  /** Only this much of it. */
  part?: Stretch;
}

/** A face that looks straight ahead: a picture, or a frame of a video. */
export type TakenPhoto = { name: string; file: string } | { name: string; video: VideoSeries; atSeconds: number };

/** One face out of two, in the picture of the first. */
export interface MorphedPhoto {
  name: string;
  morphOf: readonly [first: TakenPhoto, second: TakenPhoto];
  /** 0…1, of the second face. */
  share: number;
}

export type PhotoSource = TakenPhoto | MorphedPhoto;

/** A blink as it was filmed: the video, and the middle of the blink. */
export interface FilmedBlink {
  video: VideoSeries;
  atSeconds: number;
}

/** Pictures that are made of others. */
export type RenderedSeries =
  | { kind: 'held'; photo: PhotoSource; way: string; motion: string }
  | { kind: 'still' | 'painted' | 'sent'; photo: PhotoSource }
  | { kind: 'borrowed-blink'; photo: PhotoSource; blink: FilmedBlink }
  | { kind: 'warp'; photo: PhotoSource; variant: string; axis: 'yaw' | 'pitch' }
  | { kind: 'shown-stills'; from: PhotoSource; to?: PhotoSource };

export type Series = VideoSeries | { kind: 'folder'; folder: string } | RenderedSeries;

/** One picture as it would be sent, and what the pipeline found in it. */
export interface Shot {
  /** From the start of its video; of a rendered picture what it says for its kind: degrees, a phase, its place. */
  at: number;
  jpeg: Uint8Array;
  extraction: PackedExtraction;
}

/** What was measured of one frame of a video or of a picture made from a photograph. */
export interface MeasuredFrame {
  /** As in {@link Shot}. */
  atSeconds: number;
  facts: FrameFacts;
  /** Of the face; of frames with one. */
  cues?: Cues;
}

/** Of whatever draws pictures: a new number has them drawn anew. */
const RENDERERS = {
  held: 1,
  still: 1,
  painted: 2,
  sent: 1,
  'borrowed-blink': 1,
  warp: 1,
  'shown-stills': 1,
  morph: 1,
} as const;

/** Names everything that a series' pictures depend on: files by their bytes, never by their name. */
export function seriesKey(series: Series): string {
  switch (series.kind) {
    case 'video':
      return `video ${shaOfFile(series.file)} ${series.part?.join('-') ?? 'whole'}`;
    case 'folder': {
      const files = picturesIn(series.folder);
      return `folder ${files.length} ${files[0] ? shaOfFile(files[0]) : ''}`;
    }
    case 'held':
      return `${series.kind} ${RENDERERS[series.kind]} ${photoKey(series.photo)} ${series.way} ${series.motion}`;
    case 'still':
    case 'painted':
    case 'sent':
      return `${series.kind} ${RENDERERS[series.kind]} ${photoKey(series.photo)}`;
    case 'borrowed-blink':
      return `${series.kind} ${RENDERERS[series.kind]} ${photoKey(series.photo)} ${seriesKey(series.blink.video)} ${series.blink.atSeconds}`;
    case 'warp':
      return `${series.kind} ${RENDERERS[series.kind]} ${photoKey(series.photo)} ${series.variant} ${series.axis}`;
    case 'shown-stills':
      return `${series.kind} ${RENDERERS[series.kind]} ${photoKey(series.from)} ${series.to ? photoKey(series.to) : ''}`;
  }
}

function photoKey(photo: PhotoSource): string {
  if ('file' in photo) return shaOfFile(photo.file);
  if ('video' in photo) return `${seriesKey(photo.video)} at ${photo.atSeconds}`;
  const [first, second] = photo.morphOf;
  return `morph ${RENDERERS.morph} ${photoKey(first)} ${photoKey(second)} ${photo.share}`;
}

export function picturesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.(jpe?g|png)$/i.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const shas = new Map<string, string>();
function shaOfFile(file: string): string {
  const known = shas.get(file) ?? sha256(readFileSync(file));
  shas.set(file, known);
  return known;
}
