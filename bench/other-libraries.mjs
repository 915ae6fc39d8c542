/**
 * What else npm offers, as its users call it: picture to vector of the largest face, on WASM (SIMD, one thread), decoded by
 * our decoder. Both load their models by HTTP only on that backend, so a server on this machine hands them out.
 */
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decodeImage } from '@facegate/face-engine';
import { loadTensorflow } from '@facegate/face-engine/stages';

const require = createRequire(import.meta.url);
const engineRequire = createRequire(require.resolve('@facegate/face-engine'));

/** Serves the folder while `use` runs. */
async function withServed(folder, use) {
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url, 'http://localhost').pathname);
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Decodes, and gives `use` the picture as height × width × 3. */
async function withPicture(tf, jpeg, use) {
  const { data, width, height } = await decodeImage(jpeg);
  const picture = tf.tensor3d(data, [height, width, 3], 'int32');
  try {
    return await use(picture);
  } finally {
    picture.dispose();
  }
}

/** face-api with its two detectors, each then 68 landmarks and the descriptor. */
export async function loadFaceApiChains() {
  const { faceApi } = await loadTensorflow();
  const folder = join(dirname(engineRequire.resolve('@vladmandic/face-api/package.json')), 'model');
  const { tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceApi.nets;
  await withServed(folder, async (uri) => {
    for (const net of [tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet])
      await net.loadFromUri(uri);
  });
  const chain = (options) => (jpeg) =>
    withPicture(faceApi.tf, jpeg, async (picture) => {
      const face = await faceApi.detectSingleFace(picture, options).withFaceLandmarks().withFaceDescriptor();
      if (face?.descriptor.length !== 128) throw new Error('face-api gave no descriptor');
    });
  return {
    tiny416: chain(new faceApi.TinyFaceDetectorOptions({ inputSize: 416 })),
    ssd: chain(new faceApi.SsdMobilenetv1Options()),
  };
}

/** @vladmandic/human with its detector, mesh and description (1,024 values), everything else off, nothing cached. */
export async function loadHuman() {
  // Its package.json's `exports` names this build as a condition, which makes it unreachable but by its path.
  const file = join(dirname(require.resolve('@vladmandic/human')), 'human.node-wasm.js');
  const { Human } = require(file);
  const wasm = dirname(createRequire(file).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  const off = { enabled: false };
  const fresh = { skipFrames: 0, skipTime: 0 };
  const human = await withServed(join(dirname(file), '../models'), async (modelBasePath) => {
    const created = new Human({
      backend: 'wasm',
      wasmPath: join(wasm, 'dist', '/'),
      modelBasePath,
      cacheSensitivity: 0,
      filter: off,
      gesture: off,
      body: off,
      hand: off,
      object: off,
      segmentation: off,
      face: {
        detector: { ...fresh, rotation: false, maxDetected: 1 },
        description: { enabled: true, ...fresh },
        iris: off,
        emotion: off,
        antispoof: off,
        liveness: off,
      },
    });
    await created.load();
    return created;
  });
  return {
    version: human.version,
    toVector: (jpeg) =>
      withPicture(human.tf, jpeg, async (picture) => {
        const { face } = await human.detect(picture);
        if (face[0]?.embedding?.length !== 1024) throw new Error('human gave no vector');
      }),
  };
}
