import type { RgbImage } from '../types.js';

/** Turns one aligned face into a feature vector. Port: one adapter a file in this folder. */
export abstract class FaceEmbedder {
  /** `aligned` as the engine's aligner gives it; the vector has `EngineInfo.dimensions` float32. */
  abstract embed(aligned: RgbImage): Promise<Float32Array>;
}
