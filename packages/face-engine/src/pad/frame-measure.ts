import type { Box, HeadPose } from '../types.js';

/** Luma of the square about a face, `THUMBNAIL_SIDE`² uint8, row by row, and where it lies in the picture. */
export interface FaceThumbnail {
  luma: Uint8Array;
  /** Pixels of the picture: the square's upper left corner and its side. */
  x: number;
  y: number;
  side: number;
}

/** What liveness needs of a face. */
export interface MeasuredFace {
  box: Box;
  pose: HeadPose;
  /** 0…1: mean of both eyes. */
  eyesOpen: number;
  /** Pixels between the centres of the eyes. */
  interocularPx: number;
  /** 0…1: share of the face outside of the picture. */
  cutOff: number;
  /** 0…1: mean luma of the face. */
  brightness: number;
  /** x and y in pixels of each of the `TRACED_POINTS`, one after the other. */
  points: Float32Array;
  thumbnail: FaceThumbnail;
  /** When it was asked for. */
  embedding?: Float32Array;
}

/** What one frame shows, whenever it came. */
export interface FrameFacts {
  /** Pixels. */
  width: number;
  height: number;
  /** SHA-256 of the bytes that came, hex. */
  sha256: string;
  /** Faces at least half as large as the largest; smaller ones are bystanders. */
  faces: number;
  /** The largest face. */
  face?: MeasuredFace;
}

export interface FrameMeasure extends FrameFacts {
  /** Milliseconds of the server's clock at which the whole frame was there. */
  arrivedAtMs: number;
}
