export interface EncodingOptions {
  /** Longest side of the answer in pixels; a smaller picture keeps its size. The size stays when left out. */
  maxSidePx?: number;
  /** 1 to 100. */
  quality: number;
}

/** Makes a JPEG of the pixels of a JPEG, PNG or WebP: upright, and without metadata. */
export abstract class PictureEncoder {
  /** @throws ProblemError `IMAGE_INVALID` */
  abstract encode(bytes: Uint8Array, options: EncodingOptions): Promise<Buffer>;
}
