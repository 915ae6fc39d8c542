import type * as FaceApi from '@vladmandic/face-api';
import { FACE_RECOGNITION_RESNET } from '../models.js';
import { loadWeights, withTensor, type TensorflowRuntime } from '../runtime/tensorflow.js';
import type { RgbImage } from '../types.js';
import { FaceEmbedder } from './face-embedder.js';

/** dlib's ResNet-34 as face-api carries it: 150×150 RGB in, 128 float32 out. */
export class FaceApiEmbedder extends FaceEmbedder {
  static async load(runtime: TensorflowRuntime, modelsDir?: string): Promise<FaceApiEmbedder> {
    const net = new runtime.faceApi.FaceRecognitionNet();
    await loadWeights(runtime, net, FACE_RECOGNITION_RESNET, modelsDir);
    return new FaceApiEmbedder(runtime, net);
  }

  private constructor(
    private readonly runtime: TensorflowRuntime,
    private readonly net: FaceApi.FaceRecognitionNet,
  ) {
    super();
  }

  override async embed(aligned: RgbImage): Promise<Float32Array> {
    const vector = await withTensor(this.runtime, aligned, (tensor) => this.net.computeFaceDescriptor(tensor));
    const embedding = Array.isArray(vector) ? vector[0] : vector;
    if (!embedding) throw new TypeError('the recognition network gave nothing for one face');
    // A copy: the vector may be a view into the backend's own memory.
    return Float32Array.from(embedding);
  }
}
