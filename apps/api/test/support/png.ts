import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface PngHeader {
  widthPx: number;
  heightPx: number;
  /** 1 and greyscale unless said otherwise. */
  bitDepth?: number;
}

/** A PNG of chunks written by hand, between its header and its end. */
export function png(header: PngHeader, chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([SIGNATURE, headerChunk(header), ...chunks, pngChunk('IEND', Buffer.alloc(0))]);
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** Chunks put into a PNG right behind its header. */
export function withChunks(picture: Buffer, chunks: readonly Buffer[]): Buffer {
  const at = SIGNATURE.length + 25;
  return Buffer.concat([picture.subarray(0, at), ...chunks, picture.subarray(at)]);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function headerChunk({ widthPx, heightPx, bitDepth = 1 }: PngHeader): Buffer {
  return pngChunk('IHDR', Buffer.concat([uint32(widthPx), uint32(heightPx), Buffer.of(bitDepth, 0, 0, 0, 0)]));
}
