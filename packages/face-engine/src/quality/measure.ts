import { cropClipped } from '../image/raster.js';
import { resize } from '../image/resize.js';
import type { Box, EyesOpen, FaceLandmarks, FaceQuality, Point, RgbImage } from '../types.js';
import { eyesOpen } from './eyes-open.js';
import { lumaOf } from './luma.js';
import { blurOf } from './sharpness.js';

/** Width in pixels to which every face is brought before its sharpness is measured. */
const FACE_WIDTH_PX = 96;

/**
 * Measures one face on its own pixels: the ellipse inside the landmarks' bounding box.
 * @param eyes from an engine that has a network for them; without, their pixels tell
 */
export function measureQuality(image: RgbImage, landmarks: FaceLandmarks, eyes?: EyesOpen): FaceQuality {
  const face = boundsOf(landmarks.points);
  const { crop } = cropClipped(image, face);
  const height = Math.max(8, Math.round((crop.height / crop.width) * FACE_WIDTH_PX));
  const luma = lumaOf(resize(crop, FACE_WIDTH_PX, height));
  const measured = {
    interocularPx: distance(landmarks.leftEye, landmarks.rightEye),
    sharpness: 1 - blurOf(luma, FACE_WIDTH_PX, height),
    brightness: meanInEllipse(luma, FACE_WIDTH_PX, height),
    // Not the detector's box: some detectors end it at the edge, while the landmarks go on where the face would.
    cutOff: shareOutside(face, image),
    eyesOpen: eyes ? (eyes.left + eyes.right) / 2 : eyesOpen(image, landmarks),
  };
  return { ...measured, overall: overall(measured) };
}

/** Geometric mean of how far each measure is from useless: one bad measure spoils the whole. */
function overall(quality: Omit<FaceQuality, 'overall'>): number {
  const parts = [
    clamp01(quality.interocularPx / 80),
    clamp01(quality.sharpness / 0.6),
    clamp01(1 - Math.abs(quality.brightness - 0.5) / 0.5),
    clamp01(1 - quality.cutOff * 2),
    0.5 + quality.eyesOpen / 2,
  ];
  return parts.reduce((product, part) => product * part, 1) ** (1 / parts.length);
}

function meanInEllipse(luma: Float32Array, width: number, height: number): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    const dy = ((y + 0.5) / height) * 2 - 1;
    for (let x = 0; x < width; x++) {
      const dx = ((x + 0.5) / width) * 2 - 1;
      if (dx * dx + dy * dy > 1) continue;
      sum += luma[y * width + x]!;
      count++;
    }
  }
  return sum / count;
}

function shareOutside(box: Box, { width, height }: RgbImage): number {
  const insideWidth = Math.min(box.x + box.width, width) - Math.max(box.x, 0);
  const insideHeight = Math.min(box.y + box.height, height) - Math.max(box.y, 0);
  return clamp01(1 - (Math.max(0, insideWidth) * Math.max(0, insideHeight)) / (box.width * box.height));
}

function boundsOf(points: readonly Point[]): Box {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));
