import type { Box, FaceQuality, HeadPose } from '../types.js';

/** Luma of the square about a face, `THUMBNAIL_SIZE`² uint8 unless another size was asked for, row by row, and where it lies in the picture. */
export interface FaceThumbnail {
  luma: Uint8Array;
  /** Pixels of the picture: the square's upper left corner and its side. */
  x: number;
  y: number;
  side: number;
}

/** What liveness needs of a face; `eyesOpen` is the mean of both eyes. */
export interface MeasuredFace extends FaceQuality {
  box: Box;
  pose: HeadPose;
  /** x and y in pixels of each of the `TRACED_POINTS`, one after the other. */
  points: Float32Array;
  thumbnail: FaceThumbnail;
  /** The face as its front shows it: see {@link faceTexture}. */
  texture: Uint8Array;
  /** What lies beside the face: see {@link backdropOf}. */
  backdrop: Float32Array;
  /** When it was asked for. */
  embedding?: Float32Array;
}

/** A face of a session, with the time of its frame. */
export interface TimedFace {
  atMs: number;
  face: MeasuredFace;
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
