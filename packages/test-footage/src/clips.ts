import { readFile } from 'node:fs/promises';
import { cachePath, isCached, writeWhole } from './cache.js';
import type { Video } from './footage.js';
import { framePaths, type FrameOptions } from './frames.js';

export interface ClipOptions extends FrameOptions {
  /** Frames a second. Default 25, the videos' own. */
  fps?: number;
}

export interface Stretch {
  video: Video;
  /** Seconds from the start of the video. */
  from: number;
  to: number;
  /** From its end to its start. */
  backwards?: true;
}

function timesOf({ from, to }: Stretch, fps: number): number[] {
  return Array.from({ length: Math.max(1, Math.round((to - from) * fps)) }, (_, index) => from + index / fps);
}

/** Paths of the JPEG frames of a stretch, in order. */
export async function clipFrames(
  video: Video,
  fromSeconds: number,
  toSeconds: number,
  options: ClipOptions = {},
): Promise<string[]> {
  const { fps = 25, ...frame } = options;
  return framePaths(video, timesOf({ video, from: fromSeconds, to: toSeconds }, fps), frame);
}

/** The JPEG frames of a stretch, in order. */
export async function stretchFrames(stretch: Stretch, { fps = 25, ...frame }: ClipOptions = {}): Promise<Buffer[]> {
  const paths = await framePaths(stretch.video, timesOf(stretch, fps), frame);
  const frames = await Promise.all(paths.map((path) => readFile(path)));
  return stretch.backwards ? frames.toReversed() : frames;
}

/**
 * Path of an .mjpeg (JPEGs one after the other) of several stretches in a row,
 * for Chromium's `--use-file-for-fake-video-capture`, which plays it in a loop, always at 30 frames/s.
 */
export async function joinedMjpeg(stretches: readonly Stretch[], options: ClipOptions = {}): Promise<string> {
  const { fps = 30, ...frame } = options;
  const path = cachePath('clips', stretches[0]?.video ?? 'empty', { stretches, fps, frame }, 'mjpeg');
  if (!(await isCached(path))) {
    const pictures: Buffer[] = [];
    for (const stretch of stretches) {
      pictures.push(...(await stretchFrames(stretch, { fps, ...frame })));
    }
    await writeWhole(path, Buffer.concat(pictures));
  }
  return path;
}

/** {@link joinedMjpeg} of one stretch. */
export async function clipMjpeg(
  video: Video,
  fromSeconds: number,
  toSeconds: number,
  options: ClipOptions = {},
): Promise<string> {
  return joinedMjpeg([{ video, from: fromSeconds, to: toSeconds }], options);
}
