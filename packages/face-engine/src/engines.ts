import { DlibChipAligner } from './align/dlib-chip-aligner.js';
import { FallbackDetector } from './detect/fallback-detector.js';
import { SecondLookDetector } from './detect/second-look-detector.js';
import { SsdDetector } from './detect/ssd-detector.js';
import { TinyFaceDetector } from './detect/tiny-face-detector.js';
import { FaceApiEmbedder } from './embed/face-api-embedder.js';
import type { DecodeLimits } from './image/decode.js';
import { FaceApiLandmarks } from './landmarks/face-api-landmarks.js';
import { ENGINES, type EngineName } from './models.js';
import { Pipeline } from './pipeline.js';
import { loadTensorflow } from './runtime/tensorflow.js';
import type { EngineInfo } from './types.js';

export interface EngineOptions {
  engine: EngineName;
  /** Folder with the model files; their npm packages when left out. */
  modelsDir?: string;
  decode?: DecodeLimits;
}

export interface LoadedEngine {
  pipeline: Pipeline;
  info: EngineInfo;
}

/** Loads an engine into this thread. Throws `MODEL_MISMATCH`. */
export async function loadEngine({ engine, modelsDir, decode }: EngineOptions): Promise<LoadedEngine> {
  const runtime = await loadTensorflow();
  const tiny = await TinyFaceDetector.load(runtime, { inputSize: 416, minScore: 0.5 }, modelsDir);
  const ssd = await SsdDetector.load(runtime, { minScore: 0.5 }, modelsDir);
  const pipeline = new Pipeline(
    {
      detector: new SecondLookDetector({
        usual: new FallbackDetector([tiny, tiny.withOptions({ inputSize: 320, minScore: 0.5 }), ssd]),
        coarse: tiny.withOptions({ inputSize: 160, minScore: 0.6 }),
        close: ssd,
      }),
      landmarks: await FaceApiLandmarks.load(runtime, modelsDir),
      aligner: new DlibChipAligner(),
      embedder: await FaceApiEmbedder.load(runtime, modelsDir),
    },
    decode,
  );
  const { model, metric, dimensions, threshold } = ENGINES[engine];
  return {
    pipeline,
    info: {
      model,
      metric,
      dimensions,
      threshold,
      backend: runtime.backend,
      ...(runtime.nativeUnavailable && { backendNote: runtime.nativeUnavailable }),
    },
  };
}
