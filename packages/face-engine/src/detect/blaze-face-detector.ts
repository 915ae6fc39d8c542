import { sampleTensor } from '../image/sample-tensor.js';
import { transform, type Similarity } from '../image/similarity.js';
import type { OnnxSession } from '../runtime/onnx-session.js';
import type { Box, Point, RgbImage } from '../types.js';
import { FaceDetector, type Detection } from './face-detector.js';

/** The side in pixels that the network is built for. */
const INPUT_SIZE = 128;
const INPUT_FORMAT = { scale: 2 / 255, offset: -1, outside: 'black' } as const;
/** Cells a side, and boxes a cell, of the two maps that the network answers with (896 boxes). */
const ANCHOR_MAPS = [
  { cells: 16, boxes: 2 },
  { cells: 8, boxes: 6 },
] as const;
/** Numbers a box: centre and size, then six points (eyes, nose, mouth, ears), in input pixels about the anchor. */
const VALUES_PER_BOX = 16;
const RIGHT_EYE = 4;
const LEFT_EYE = 6;
/** Boxes that overlap more than this are one face. */
const SAME_FACE_IOU = 0.3;

const ANCHORS: readonly Point[] = ANCHOR_MAPS.flatMap(({ cells, boxes }) =>
  Array.from({ length: cells * cells * boxes }, (_, i) => {
    const cell = Math.floor(i / boxes);
    return { x: ((cell % cells) + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells };
  }),
);

interface Candidate {
  score: number;
  /** The numbers of {@link VALUES_PER_BOX}, all absolute, in shares of the letterboxed input. */
  values: Float64Array;
}

/**
 * MediaPipe's short-range BlazeFace (constants from its face_detector_graph.cc): sees faces from about a tenth of the
 * picture's longer side, and their eyes.
 */
export class BlazeFaceDetector extends FaceDetector {
  constructor(
    private readonly session: OnnxSession,
    /** 0…1. */
    private readonly minScore: number,
  ) {
    super();
  }

  override async detect(image: RgbImage): Promise<Detection[]> {
    const letterbox = letterboxOf(image);
    const { regressors, classificators } = await this.session.run([1, 3, INPUT_SIZE, INPUT_SIZE], (input) =>
      sampleTensor(image, letterbox, INPUT_SIZE, INPUT_FORMAT, input),
    );
    if (!regressors || !classificators) throw new TypeError('the detector gave no boxes');
    return merged(candidatesOf(regressors, classificators, this.minScore))
      .map((face) => toDetection(face, letterbox))
      .toSorted((one, other) => area(other.box) - area(one.box));
  }
}

/** The whole picture in the middle of a square; takes input pixels to picture pixels. */
function letterboxOf({ width, height }: RgbImage): Similarity {
  const side = Math.max(width, height);
  return { a: side / INPUT_SIZE, b: 0, tx: (width - side) / 2, ty: (height - side) / 2 };
}

function candidatesOf(regressors: Float32Array, classificators: Float32Array, minScore: number): Candidate[] {
  return ANCHORS.flatMap((anchor, i) => {
    const score = 1 / (1 + Math.exp(-classificators[i]!));
    if (score < minScore) return [];
    const raw = regressors.subarray(i * VALUES_PER_BOX, (i + 1) * VALUES_PER_BOX);
    const values = Float64Array.from(raw, (value, k) => {
      if (k === 2 || k === 3) return value / INPUT_SIZE;
      return value / INPUT_SIZE + (k % 2 === 0 ? anchor.x : anchor.y);
    });
    return [{ score, values }];
  }).toSorted((one, other) => other.score - one.score);
}

/** Weighted non-maximum suppression: a face is the mean of its boxes, weighted by score. */
function merged(candidates: readonly Candidate[]): Candidate[] {
  const faces: Candidate[] = [];
  for (let rest = candidates; rest.length > 0;) {
    const [best] = rest;
    if (!best) break;
    const same = rest.filter((candidate) => overlap(best, candidate) >= SAME_FACE_IOU);
    const total = same.reduce((sum, { score }) => sum + score, 0);
    const values = best.values.map((_, k) => same.reduce((sum, face) => sum + face.values[k]! * face.score, 0) / total);
    faces.push({ score: best.score, values });
    rest = rest.filter((candidate) => overlap(best, candidate) < SAME_FACE_IOU);
  }
  return faces;
}

/** Intersection over union. */
function overlap(one: Candidate, other: Candidate): number {
  const along = (axis: 0 | 1): number => {
    const reach = (one.values[axis + 2]! + other.values[axis + 2]!) / 2;
    const apart = Math.abs(one.values[axis]! - other.values[axis]!);
    return Math.max(0, Math.min(reach - apart, one.values[axis + 2]!, other.values[axis + 2]!));
  };
  const common = along(0) * along(1);
  const both = one.values[2]! * one.values[3]! + other.values[2]! * other.values[3]!;
  return common / (both - common);
}

function toDetection({ score, values }: Candidate, letterbox: Similarity): Detection {
  const point = (k: number): Point =>
    transform(letterbox, { x: values[k]! * INPUT_SIZE, y: values[k + 1]! * INPUT_SIZE });
  const centre = point(0);
  const width = values[2]! * INPUT_SIZE * letterbox.a;
  const height = values[3]! * INPUT_SIZE * letterbox.a;
  return {
    score,
    box: { x: centre.x - width / 2, y: centre.y - height / 2, width, height },
    eyes: { right: point(RIGHT_EYE), left: point(LEFT_EYE) },
  };
}

const area = ({ width, height }: Box): number => width * height;
