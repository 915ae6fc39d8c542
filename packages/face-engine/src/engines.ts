import type { EngineParts } from './engines/engine-parts.js';
import { loadFaceApi } from './engines/face-api.js';
import { loadSface } from './engines/sface.js';
import type { DecodeLimits } from './image/decode.js';
import { ENGINES, type EngineName } from './models.js';
import { Pipeline } from './pipeline.js';
import type { EngineInfo } from './types.js';

export interface EngineOptions {
  engine: EngineName;
  /** Folder with the model files under their published names; their npm packages when left out. */
  modelsDir?: string;
  decode?: DecodeLimits;
}

export interface LoadedEngine {
  pipeline: Pipeline;
  info: EngineInfo;
}

const LOADERS: Record<EngineName, (modelsDir?: string) => Promise<EngineParts>> = {
  sface: loadSface,
  'face-api': loadFaceApi,
};

/** Loads an engine into this thread. Throws `MODEL_MISMATCH`. */
export async function loadEngine({ engine, modelsDir, decode }: EngineOptions): Promise<LoadedEngine> {
  const { stages, ...computed } = await LOADERS[engine](modelsDir);
  return { pipeline: new Pipeline(stages, decode), info: { ...ENGINES[engine], ...computed } };
}
