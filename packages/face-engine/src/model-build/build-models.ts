import { unzipSync } from 'fflate';
import { quantiseSface } from './quantise-sface.js';
import { translateTflite } from './translate-tflite.js';

/** The graphs that the engine runs on onnxruntime. */
export const ONNX_MODEL_NAMES = ['face_detector', 'face_landmarks_detector', 'face_blendshapes', 'sface'] as const;
export type OnnxModelName = (typeof ONNX_MODEL_NAMES)[number];

/** The published files that the graphs are made from. */
export interface ModelSources {
  /** MediaPipe's face_landmarker.task: a zip. */
  faceLandmarkerTask: Uint8Array;
  /** OpenCV Zoo's face_recognition_sface_2021dec.onnx. */
  sface: Uint8Array;
}

/** Makes one graph. The same sources give the same bytes on every machine. */
export function buildModel(name: OnnxModelName, sources: ModelSources): Uint8Array {
  return name === 'sface' ? quantiseSface(sources.sface) : translateTflite(fromBundle(name, sources), name);
}

function fromBundle(name: Exclude<OnnxModelName, 'sface'>, { faceLandmarkerTask }: ModelSources): Uint8Array {
  const file = `${name}.tflite`;
  const model = unzipSync(faceLandmarkerTask, { filter: (entry) => entry.name === file })[file];
  if (!model) throw new Error(`The bundle holds no ${file}.`);
  return model;
}
