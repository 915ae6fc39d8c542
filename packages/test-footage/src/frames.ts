import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { cachePath, isCached, writeWhole } from './cache.js';
import { decodeFrames, type DecodedFrame } from './decode.js';
import { videoPath, type Video } from './footage.js';

export interface FrameOptions {
  /** Pixels. The frame fills width × height; what the other aspect ratio leaves over is cut off evenly. Default 640. */
  width?: number;
  /** Pixels. Default 480. */
  height?: number;
  /** JPEG quality, 1…100. Default 92. */
  quality?: number;
}

interface FrameRecipe extends Required<FrameOptions> {
  video: Video;
  milliseconds: number;
}

function recipeOf(video: Video, seconds: number, options: FrameOptions): FrameRecipe {
  const { width = 640, height = 480, quality = 92 } = options;
  return { video, milliseconds: Math.round(seconds * 1000), width, height, quality };
}

function pathOf(recipe: FrameRecipe): string {
  const { video, milliseconds, width, height } = recipe;
  return cachePath('frames', `${video}-${milliseconds}ms-${width}x${height}`, recipe, 'jpg');
}

async function toJpeg(frame: DecodedFrame, { width, height, quality }: FrameRecipe): Promise<Buffer> {
  return sharp(frame.rgba, { raw: { width: frame.width, height: frame.height, channels: 4 } })
    .removeAlpha()
    .resize(width, height, { fit: 'cover', kernel: 'lanczos3' })
    .jpeg({ quality })
    .toBuffer();
}

/**
 * Paths of JPEG frames in the cache, one for each time; those that are not there yet are decoded in one pass.
 *
 * @param times seconds from the start of the video, ascending.
 * @throws RangeError for a time outside the video.
 */
export async function framePaths(
  video: Video,
  times: readonly number[],
  options: FrameOptions = {},
): Promise<string[]> {
  const wanted = times.map((seconds) => {
    const recipe = recipeOf(video, seconds, options);
    return { recipe, path: pathOf(recipe) };
  });
  const cached = await Promise.all(wanted.map(({ path }) => isCached(path)));
  const missing = wanted.filter((_, index) => !cached[index]);
  if (missing.length > 0) {
    await decodeFrames(
      videoPath(video),
      missing.map(({ recipe }) => recipe.milliseconds / 1000),
      async (frame, index) => {
        const made = missing[index];
        if (made) await writeWhole(made.path, await toJpeg(frame, made.recipe));
      },
    );
  }
  return wanted.map(({ path }) => path);
}

/** One frame as a JPEG. @throws RangeError for a time outside the video. */
export async function frameAt(video: Video, seconds: number, options: FrameOptions = {}): Promise<Buffer> {
  const [path] = await framePaths(video, [seconds], options);
  if (path === undefined) throw new RangeError(`no frame at ${seconds} s`);
  return readFile(path);
}
