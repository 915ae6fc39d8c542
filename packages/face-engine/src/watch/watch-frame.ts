import { decodeImage, FRAME_DECODE_LIMITS } from '../image/decode.js';
import type { Pipeline, PipelineOptions } from '../pipeline.js';
import type { Box, Point } from '../types.js';
import { outlinePoints } from './outline-points.js';

/** What is shown and asked of each face in a frame. */
export interface WatchedFace {
  box: Box;
  outline: Point[];
  /** When it was asked for. */
  embedding?: Float32Array;
}

/** The faces of one frame of a camera, largest first. Throws as the pipeline does. */
export async function watchFrame(
  pipeline: Pipeline,
  bytes: Uint8Array,
  options: PipelineOptions,
): Promise<WatchedFace[]> {
  const { faces } = await pipeline.extractFrom(await decodeImage(bytes, FRAME_DECODE_LIMITS), options);
  return faces.map(({ box, landmarks, embedding }) => ({
    box,
    outline: outlinePoints(landmarks),
    ...(embedding && { embedding }),
  }));
}
