import { personA, personB } from '@facegate/test-footage';
import { expect, it } from 'vitest';
import { DlibChipAligner } from '../align/dlib-chip-aligner.js';
import { SsdDetector } from '../detect/ssd-detector.js';
import { TinyFaceDetector } from '../detect/tiny-face-detector.js';
import { FaceApiEmbedder } from '../embed/face-api-embedder.js';
import { decodeImage } from '../image/decode.js';
import { FaceApiLandmarks } from '../landmarks/face-api-landmarks.js';
import { loadTensorflow } from './tensorflow.js';

it('every stage frees the tensors it makes', async () => {
  const runtime = await loadTensorflow();
  const tiny = await TinyFaceDetector.load(runtime, { inputSize: 224, minScore: 0.5 });
  const ssd = await SsdDetector.load(runtime, { minScore: 0.5 });
  const landmarks = await FaceApiLandmarks.load(runtime);
  const embedder = await FaceApiEmbedder.load(runtime);
  const aligner = new DlibChipAligner();
  const images = await Promise.all([personA.front, personB.front].map(async (p) => decodeImage(await p.jpeg())));

  const tensorsBefore = runtime.faceApi.tf.memory().numTensors;
  for (const image of images) {
    for (const detector of [tiny, ssd]) {
      const [face] = await detector.detect(image);
      if (!face) throw new Error('no face was found');
      const points = await landmarks.find(image, face);
      await embedder.embed(aligner.align(image, points));
    }
  }
  expect(tensorsBefore).toBeGreaterThan(0);
  expect(runtime.faceApi.tf.memory().numTensors).toBe(tensorsBefore);
});
