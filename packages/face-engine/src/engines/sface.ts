import { ArcfaceAligner } from '../align/arcface-aligner.js';
import { BlazeFaceDetector } from '../detect/blaze-face-detector.js';
import { SecondLookDetector } from '../detect/second-look-detector.js';
import { SfaceEmbedder } from '../embed/sface-embedder.js';
import { BlendshapeEyeMeter } from '../eyes/blendshape-eye-meter.js';
import { FaceMeshFinder } from '../landmarks/face-mesh-finder.js';
import { ONNX_MODEL_NAMES } from '../model-build/build-models.js';
import { loadOnnxModels } from '../runtime/onnx-models.js';
import { OnnxSession } from '../runtime/onnx-session.js';
import type { EngineParts } from './engine-parts.js';

/** MediaPipe's detector, mesh and blendshapes and SFace, all on onnxruntime. */
export async function loadSface(modelsDir?: string): Promise<EngineParts> {
  const models = await loadOnnxModels(ONNX_MODEL_NAMES, modelsDir);
  const detection = await OnnxSession.load(models.face_detector);
  const detector = new BlazeFaceDetector(detection, 0.5);
  return {
    stages: {
      detector: new SecondLookDetector({
        usual: detector,
        coarse: detector,
        close: detector,
        partShares: [0.56, 0.3, 0.15],
      }),
      landmarks: new FaceMeshFinder(await OnnxSession.load(models.face_landmarks_detector)),
      eyes: new BlendshapeEyeMeter(await OnnxSession.load(models.face_blendshapes)),
      aligner: new ArcfaceAligner(),
      embedder: new SfaceEmbedder(await OnnxSession.load(models.sface)),
    },
    backend: 'onnxruntime',
  };
}
