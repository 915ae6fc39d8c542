import type { FmrCurves } from './decide/fmr-curve.js';

/** A decoded picture: height × width × 3 uint8, RGB, row by row (HWC), upright, without alpha. */
export interface RgbImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Pixels from the top left corner of the upright picture. */
export interface Point {
  x: number;
  y: number;
}

/** Pixels in the upright picture. Can reach past its edges when the face is cut off. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type LandmarkScheme = 'ibug-68' | 'mediapipe-478';

/** A point of a face; schemes that tell depth give `z`: pixels towards the camera negative, from the head's middle. */
export interface Landmark extends Point {
  z?: number;
}

export interface FaceLandmarks {
  scheme: LandmarkScheme;
  /** Every point of the scheme, in its own order. */
  points: Landmark[];
  /** Eye centres. `left` is the person's own left: the one further right in an unmirrored picture. */
  leftEye: Point;
  rightEye: Point;
  noseTip: Point;
  /** Mouth corners, the person's own left and right. */
  mouthLeft: Point;
  mouthRight: Point;
}

/** Degrees. Yaw: positive towards the person's own left. Pitch: positive up. Roll: positive clockwise in the picture. */
export interface HeadPose {
  yawDegrees: number;
  pitchDegrees: number;
  rollDegrees: number;
}

/** 0…1 each: how far the person's own left and right eye are open. */
export interface EyesOpen {
  left: number;
  right: number;
}

/** What can be measured of a face's picture. */
export interface FaceQuality {
  /** Pixels between the eye centres. */
  interocularPx: number;
  /** 0…1: edge energy inside the face at a fixed face size; 0 is a smooth blur. */
  sharpness: number;
  /** 0…1: mean luma of the face. */
  brightness: number;
  /** 0…1: share of the face, brows to chin, that lies outside the picture. */
  cutOff: number;
  /** 0…1: how open the eyes are. */
  eyesOpen: number;
  /** 0…1: all of it in one figure, for choosing among pictures; decides nothing. */
  overall: number;
}

export interface ObservedFace {
  box: Box;
  /** 0…1, the detector's own. */
  detectionScore: number;
  landmarks: FaceLandmarks;
  pose: HeadPose;
  /** Of engines that have a network for it. */
  eyes?: EyesOpen;
  quality: FaceQuality;
  /** The feature vector, when asked for. Float32, length `EngineInfo.dimensions`. */
  embedding?: Float32Array;
}

/** Everything found in one picture, largest face first. */
export interface Extraction {
  width: number;
  height: number;
  faces: ObservedFace[];
}

/** What a picture must reach; units as in {@link FaceQuality}. */
export interface GateLimits {
  minInterocularPx: number;
  /** 0…1 */
  maxCutOff: number;
  /** 0…1 */
  minBrightness: number;
  /** 0…1 */
  maxBrightness: number;
  /** 0…1 */
  minSharpness: number;
  /** 0…1; judged only from `minInterocularForEyesPx` on. */
  minEyesOpen: number;
  /** Below, an eye has too few pixels to tell a narrow one from a closed one. */
  minInterocularForEyesPx: number;
  /** 0…1: another face counts when its eyes are this share of the main face's as far apart; smaller ones are bystanders. */
  otherFaceRatio: number;
}

/** From the person's own view: `left` is towards their own left shoulder. */
export type ClaimedPose = 'front' | 'left' | 'right' | 'up' | 'down';

/** Inclusive limits in degrees, relative to the rest pose. */
export interface PoseWindow {
  yawDegrees: readonly [least: number, most: number];
  pitchDegrees: readonly [least: number, most: number];
}

export type Metric = 'cosine' | 'euclidean';

export interface EngineInfo {
  /** Name and version of the embedding model: vectors of different models are never compared. */
  model: string;
  metric: Metric;
  dimensions: number;
  /** Which threshold gives which false match rate, for each kind of comparison; see models.ts for where it was measured. */
  fmrCurves: FmrCurves;
  /** The score by which the best person of a 1:N search must lead the next one; see models.ts. */
  identificationMargin: number;
  /** The least score by which two pictures are encodings of one photograph; see models.ts. */
  samePictureScore: number;
  /** What a picture must reach to be used with this engine. */
  gate: GateLimits;
  poseWindows: Record<ClaimedPose, PoseWindow>;
  /** What computes, e.g. `tensorflow` (native) or `wasm`. */
  backend: string;
  /** Why a faster backend is not the one in use, for the log. */
  backendNote?: string;
}

/** What is behind a picture on its way: `decoded` its pixels are there, `detected` at least one face was found in it. */
export type ExtractStage = 'decoded' | 'detected';

/** Who a picture is looked at for: themselves first, then the ever larger groups that they are one of. None: the server itself. */
export type Sender = readonly string[];

export interface ExtractOptions {
  /** Compute feature vectors: of the largest face, of all, or of none. Default `largest`. */
  embed?: 'largest' | 'all' | 'none';
  /** Only the largest so many faces are looked at. Default all. */
  maxFaces?: number;
  signal?: AbortSignal;
  /** Of `extract`: told of each stage as it is reached, always before the answer. */
  onStage?: (stage: ExtractStage) => void;
  /** One more picture of a request whose first one was admitted: it is not refused with `BUSY`, or the first was in vain. */
  continues?: boolean;
  /** In a pool: whose picture waits shorter the less time their other pictures took. */
  sender?: Sender;
}

/** What can be wrong with a picture before anything is looked for in it, or with the engine itself. */
export type EngineErrorCode =
  'IMAGE_INVALID' | 'IMAGE_TOO_LARGE' | 'BUSY' | 'ABORTED' | 'MODEL_MISMATCH' | 'ENGINE_FAILED';

export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly code: EngineErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
