import type { FacePictureCode, Pose } from '@facegate/contracts';

/** The engine in use. */
export interface FaceModel {
  /** Name and version of the embedding model: vectors of different models are never compared. */
  model: string;
  metric: string;
  /** Components of a feature vector. */
  dimensions: number;
  /** What computes, e.g. `tensorflow` or `wasm`. */
  backend: string;
}

/** Degrees, as in the contract's `HeadPose`. */
export interface HeadTurn {
  yawDegrees: number;
  pitchDegrees: number;
}

/** The one usable face of a picture. */
export interface SampleFace {
  /** Float32, `FaceModel.dimensions` components. Never leaves the server. */
  vector: Float32Array;
  /** 0…1. */
  quality: number;
  turn: HeadTurn;
}

/** What is asked of a picture besides one clear face. */
export interface SampleClaim {
  pose?: Pose;
  /** The person's own front pose, when known: turns are judged from it. */
  rest?: HeadTurn;
}

export type SampleFault = Exclude<FacePictureCode, 'FACES_DIFFER' | 'IMAGE_INVALID' | 'IMAGE_TOO_LARGE'>;

export type SampleVerdict =
  | { usable: true; face: SampleFace }
  /** The fault to mend first comes first. */
  | { usable: false; faults: [SampleFault, ...SampleFault[]] };

/** What the engine saw in one picture; it can be judged against different claims without looking again. */
export interface FaceSample {
  judge: (claim: SampleClaim) => SampleVerdict;
  /** The largest face, good or not: for a picture that was judged before, by another engine. */
  largest: () => SampleFace | undefined;
}

/** What is behind a picture: its pixels could be read; at least one face was found. */
export type SampleStage = 'valid' | 'face-found';

export interface EngineLoad {
  /** Pictures being analysed. */
  running: number;
  /** Pictures waiting for a worker. */
  waiting: number;
}

export interface ExtractRequest {
  signal?: AbortSignal;
  continues?: boolean;
  reached?: (stage: SampleStage) => void;
}

/** Port: pictures → faces. Knows no person. Its own DI token. */
export abstract class FaceExtractor {
  abstract readonly model: FaceModel;

  /**
   * @param picture an encoded JPEG, PNG or WebP
   * @param request `continues`: an earlier picture of the same request was taken, so that this one is not refused as `BUSY`;
   * `reached` is told of each stage while the picture is in work
   * @throws ProblemError `IMAGE_INVALID`, `IMAGE_TOO_LARGE`, `BUSY`
   * @throws RequestAborted once `signal` fires
   */
  abstract extract(picture: Uint8Array, request?: ExtractRequest): Promise<FaceSample>;

  /**
   * Seconds after which a picture of this sender may be taken, when it would be refused as `BUSY` now; else undefined.
   * @param sender their address, then its network
   */
  abstract retryAfterSeconds(sender: readonly string[]): number | undefined;

  abstract load(): EngineLoad;
}
