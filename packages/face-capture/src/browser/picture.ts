import { IMAGE_HEAD_BYTES, IMAGE_MAX_BYTES, IMAGE_MAX_PIXELS, imageKindOf } from '@facegate/contracts';
import type { Picture } from '../core/picture.js';

export interface PictureOptions {
  longestSidePx?: number;
  /** JPEG quality, 0…1. */
  quality?: number;
  /** Width by height: what the other shape leaves over is cut off evenly. Default: the whole picture. */
  aspectRatio?: number;
  /** To draw on again and again. */
  canvas?: HTMLCanvasElement;
}

export type PictureFault = 'IMAGE_INVALID' | 'IMAGE_TOO_LARGE';

export class PictureError extends Error {
  override readonly name = 'PictureError';

  constructor(
    readonly code: PictureFault,
    options?: { cause?: unknown },
  ) {
    super(`The picture cannot be used: ${code}`, options);
  }
}

/** Width and height that keep the shape and are nowhere longer than `longestSidePx`; never larger than they were. */
export function fitWithin(widthPx: number, heightPx: number, longestSidePx: number): { width: number; height: number } {
  const scale = Math.min(1, longestSidePx / Math.max(widthPx, heightPx, 1));
  return { width: Math.max(1, Math.round(widthPx * scale)), height: Math.max(1, Math.round(heightPx * scale)) };
}

/** The largest part of that shape about the middle. */
export function cropTo(
  widthPx: number,
  heightPx: number,
  aspectRatio: number,
): { x: number; y: number; width: number; height: number } {
  const width = Math.min(widthPx, heightPx * aspectRatio);
  const height = Math.min(heightPx, widthPx / aspectRatio);
  return { x: (widthPx - width) / 2, y: (heightPx - height) / 2, width, height };
}

async function draw(
  source: CanvasImageSource,
  widthPx: number,
  heightPx: number,
  { longestSidePx = 1280, quality = 0.92, aspectRatio, canvas = document.createElement('canvas') }: PictureOptions,
): Promise<Picture> {
  const part = cropTo(widthPx, heightPx, aspectRatio ?? widthPx / heightPx);
  const { width, height } = fitWithin(part.width, part.height, longestSidePx);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas');
  // Transparent parts of an uploaded picture become white, as on the pages it comes from.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, part.x, part.y, part.width, part.height, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  if (!blob) throw new Error('The canvas gave no JPEG');
  return { blob, widthPx: width, heightPx: height };
}

/** The frame that the video shows now, as the camera saw it: CSS that mirrors the preview does not touch it. */
export async function grabFrame(video: HTMLVideoElement, options: PictureOptions = {}): Promise<Picture> {
  if (video.videoWidth === 0) throw new Error('The video has no frame yet');
  return draw(video, video.videoWidth, video.videoHeight, options);
}

/** Width × height from the file's header: browsers decode an image only when it is painted. */
async function pixelsOf(file: Blob): Promise<number> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    await new Promise((resolve, reject) => {
      image.addEventListener('load', resolve);
      image.addEventListener('error', () => reject(new Error('The browser knows no such picture')));
      image.src = url;
    });
    return image.naturalWidth * image.naturalHeight;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @throws PictureError IMAGE_INVALID, IMAGE_TOO_LARGE */
async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    // A small file can be a huge picture, which would fill the memory.
    if ((await pixelsOf(file)) > IMAGE_MAX_PIXELS) throw new PictureError('IMAGE_TOO_LARGE');
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    throw error instanceof PictureError ? error : new PictureError('IMAGE_INVALID', { cause: error });
  }
}

/**
 * The file with the type that its bytes have, as the server judges it: what the browser tells is made up from the name, and
 * some browsers decode by it. @throws PictureError IMAGE_INVALID
 */
async function typedByBytes(file: Blob): Promise<Blob> {
  let kind: ReturnType<typeof imageKindOf>;
  try {
    kind = imageKindOf(new Uint8Array(await file.slice(0, IMAGE_HEAD_BYTES).arrayBuffer()));
  } catch (cause) {
    // A folder that was dropped, or a file that is gone.
    throw new PictureError('IMAGE_INVALID', { cause });
  }
  if (kind === undefined) throw new PictureError('IMAGE_INVALID');
  return file.slice(0, file.size, kind);
}

/**
 * A picture that the person chose: JPEG, PNG or WebP, by its bytes, up to IMAGE_MAX_BYTES and IMAGE_MAX_PIXELS. It is drawn anew, upright and smaller, so
 * that what it carried besides the pixels (place, device) never leaves the browser.
 *
 * @throws PictureError IMAGE_INVALID, IMAGE_TOO_LARGE
 */
export async function readPictureFile(file: Blob, options: PictureOptions = {}): Promise<Picture> {
  if (file.size > IMAGE_MAX_BYTES) throw new PictureError('IMAGE_TOO_LARGE');
  const bitmap = await decode(await typedByBytes(file));
  try {
    return await draw(bitmap, bitmap.width, bitmap.height, options);
  } finally {
    bitmap.close();
  }
}

/** `data:image/jpeg;base64,…`, as the contract takes it. */
export function toDataUrl(picture: Picture): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The picture could not be read')));
    reader.readAsDataURL(picture.blob);
  });
}
