import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Tf from '@tensorflow/tfjs';
import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import type * as FaceApi from '@vladmandic/face-api';
import type { Model } from '../models.js';
import type { RgbImage } from '../types.js';
import { readModelFiles } from './model-files.js';

const require = createRequire(import.meta.url);

/** face-api bound to a TensorFlow.js backend that is ready. */
export interface TensorflowRuntime {
  faceApi: NodeFaceApi;
  backend: 'tensorflow' | 'wasm';
  /** Why the native backend is not the one in use. */
  nativeUnavailable?: string;
}

/**
 * Native TensorFlow when `@tensorflow/tfjs-node` loads, else WebAssembly (SIMD, one thread) from the npm package's
 * own files. tfjs-node is optional: its native part comes by an install script and does not load on Node 23 and later.
 */
export async function loadTensorflow(): Promise<TensorflowRuntime> {
  const native = loadNative();
  if ('faceApi' in native) {
    await native.faceApi.tf.ready();
    return { faceApi: native.faceApi, backend: 'tensorflow' };
  }
  const faceApi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as NodeFaceApi;
  const wasmPackage = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  faceApi.tf.setWasmPaths(join(wasmPackage, 'dist', '/'));
  await faceApi.tf.setBackend('wasm');
  await faceApi.tf.ready();
  return { faceApi, backend: 'wasm', nativeUnavailable: native.reason };
}

/** What face-api's builds for Node re-export of TensorFlow.js without declaring it. */
type NodeFaceApi = typeof FaceApi & {
  tf: Pick<typeof Tf, 'ready' | 'setBackend' | 'memory'> & Pick<typeof Wasm, 'setWasmPaths'>;
};

function loadNative(): { faceApi: NodeFaceApi } | { reason: string } {
  try {
    require('@tensorflow/tfjs-node');
    return { faceApi: require('@vladmandic/face-api/dist/face-api.node.js') as NodeFaceApi };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: message.split('\n')[0] ?? message };
  }
}

/** Loads a face-api network's weights from its two files: manifest, then weights. */
export async function loadWeights(
  { faceApi }: TensorflowRuntime,
  net: { loadFromWeightMap: (weights: FaceApi.tf.NamedTensorMap) => void },
  model: Model,
  modelsDir?: string,
): Promise<void> {
  const [manifest, weights] = await readModelFiles(model, modelsDir);
  if (!manifest || !weights) throw new TypeError(`${model.name}: expected a manifest and a weights file`);
  const groups = JSON.parse(Buffer.from(manifest).toString('utf8')) as {
    weights: FaceApi.tf.io.WeightsManifestEntry[];
  }[];
  const specs = groups.flatMap((group) => group.weights);
  net.loadFromWeightMap(faceApi.tf.io.decodeWeights(Uint8Array.from(weights).buffer, specs));
}

/** Runs `use` on the picture as a height × width × 3 float32 tensor, and frees it. */
export async function withTensor<T>(
  { faceApi }: TensorflowRuntime,
  image: RgbImage,
  use: (tensor: FaceApi.tf.Tensor3D) => Promise<T>,
): Promise<T> {
  const tensor = faceApi.tf.tensor3d(Float32Array.from(image.data), [image.height, image.width, 3]);
  try {
    return await use(tensor);
  } finally {
    tensor.dispose();
  }
}
