import { DlibChipAligner } from '../align/dlib-chip-aligner.js';
import { FallbackDetector } from '../detect/fallback-detector.js';
import { SecondLookDetector } from '../detect/second-look-detector.js';
import { SsdDetector } from '../detect/ssd-detector.js';
import { TinyFaceDetector } from '../detect/tiny-face-detector.js';
import { FaceApiEmbedder } from '../embed/face-api-embedder.js';
import { FaceApiLandmarks } from '../landmarks/face-api-landmarks.js';
import { loadTensorflow } from '../runtime/tensorflow.js';
import type { EngineParts } from './engine-parts.js';

/** face-api's networks on TensorFlow.js. */
export async function loadFaceApi(modelsDir?: string): Promise<EngineParts> {
  const runtime = await loadTensorflow();
  const tiny = await TinyFaceDetector.load(runtime, { inputSize: 416, minScore: 0.5 }, modelsDir);
  const ssd = await SsdDetector.load(runtime, { minScore: 0.5 }, modelsDir);
  return {
    stages: {
      detector: new SecondLookDetector({
        usual: new FallbackDetector([tiny, tiny.withOptions({ inputSize: 320, minScore: 0.5 }), ssd]),
        coarse: tiny.withOptions({ inputSize: 160, minScore: 0.6 }),
        close: ssd,
        partShares: [0.56],
      }),
      landmarks: await FaceApiLandmarks.load(runtime, modelsDir),
      aligner: new DlibChipAligner(),
      embedder: await FaceApiEmbedder.load(runtime, modelsDir),
    },
    backend: runtime.backend,
    ...(runtime.nativeUnavailable && { backendNote: runtime.nativeUnavailable }),
  };
}
