import { createHash } from 'node:crypto';
import { decodeImage, FRAME_DECODE_LIMITS } from '../image/decode.js';
import type { Pipeline, PipelineOptions } from '../pipeline.js';
import type { Extraction, FaceLandmarks, ObservedFace, RgbImage } from '../types.js';
import { backdropOf } from './backdrop.js';
import { faceTexture } from './face-texture.js';
import { faceThumbnail } from './face-thumbnail.js';
import type { FrameFacts, MeasuredFace } from './frame-measure.js';
import { TRACED_POINTS } from './traced-points.js';

/** Half as large as the largest face, as in the quality gate. */
const OTHER_FACE_RATIO = 0.5;

/**
 * What liveness needs of one JPEG, PNG or WebP. Throws as the pipeline does, and RangeError for an engine that gives no mesh or does
 * not measure the eyes.
 */
export async function measureFrame(
  pipeline: Pipeline,
  bytes: Uint8Array,
  options: PipelineOptions,
): Promise<FrameFacts> {
  const image = await decodeImage(bytes, FRAME_DECODE_LIMITS);
  const extraction = await pipeline.extractFrom(image, options);
  return frameFacts(image, extraction, createHash('sha256').update(bytes).digest('hex'));
}

/** {@link measureFrame} of what was already found in these pixels. */
export function frameFacts(image: RgbImage, { width, height, faces: found }: Extraction, sha256: string): FrameFacts {
  const [face, ...others] = found;
  if (!face) return { width, height, sha256, faces: 0 };
  const near = face.quality.interocularPx * OTHER_FACE_RATIO;
  const faces = 1 + others.filter(({ quality }) => quality.interocularPx >= near).length;
  return { width, height, sha256, faces, face: measureFace(image, face) };
}

function measureFace(image: RgbImage, { box, pose, landmarks, eyes, quality, embedding }: ObservedFace): MeasuredFace {
  if (landmarks.scheme !== 'mediapipe-478' || !eyes) throw new RangeError(`no liveness from ${landmarks.scheme}`);
  return {
    box,
    pose,
    ...quality,
    points: tracedPoints(landmarks),
    thumbnail: faceThumbnail(image, landmarks.points),
    texture: faceTexture(image, landmarks.points),
    backdrop: backdropOf(image, box),
    ...(embedding && { embedding }),
  };
}

function tracedPoints({ points }: FaceLandmarks): Float32Array {
  const traced = new Float32Array(TRACED_POINTS.length * 2);
  for (const [i, index] of TRACED_POINTS.entries()) {
    traced[2 * i] = points[index]!.x;
    traced[2 * i + 1] = points[index]!.y;
  }
  return traced;
}
