/** Times each stage of the face-api engine on one 640×480 picture of a face, in one thread. */
import { createRequire } from 'node:module';
import { decodeImage, loadEngine } from '@facegate/face-engine';
import {
  DlibChipAligner,
  FaceApiEmbedder,
  FaceApiLandmarks,
  loadTensorflow,
  SsdDetector,
  TinyFaceDetector,
} from '@facegate/face-engine/stages';
import { personA } from '@facegate/test-footage';
import { time } from './timing.mjs';

const engineRequire = createRequire(createRequire(import.meta.url).resolve('@facegate/face-engine'));

export async function run() {
  const jpeg = await personA.front.jpeg();
  const runtime = await loadTensorflow();
  const [tiny416, ssd, landmarks, embedder] = [
    await TinyFaceDetector.load(runtime, { inputSize: 416, minScore: 0.5 }),
    await SsdDetector.load(runtime, { minScore: 0.5 }),
    await FaceApiLandmarks.load(runtime),
    await FaceApiEmbedder.load(runtime),
  ];
  const tiny224 = tiny416.withOptions({ inputSize: 224, minScore: 0.5 });
  const aligner = new DlibChipAligner();
  const { pipeline, info } = await loadEngine({ engine: 'face-api' });

  const image = await decodeImage(jpeg);
  const [face] = await tiny416.detect(image);
  if (!face) throw new Error('no face in the picture to measure with');
  const points = await landmarks.find(image, face);
  const aligned = aligner.align(image, points);

  const rows = [
    await time('decode', () => decodeImage(jpeg)),
    await time('detect: tiny 224', () => tiny224.detect(image)),
    await time('detect: tiny 416', () => tiny416.detect(image)),
    await time('detect: SSD', () => ssd.detect(image), { rounds: 20 }),
    await time('landmarks', () => landmarks.find(image, face)),
    await time('align', () => aligner.align(image, points)),
    await time('embed (crop and mirror)', () => embedder.embed(aligned)),
    await time('all: picture to vector', () => pipeline.extract(jpeg)),
    await time('all: picture to observation', () => pipeline.extract(jpeg, { embed: 'none' })),
  ];
  return {
    model: info.model,
    backend: info.backend,
    picture: `${image.width}×${image.height}`,
    versions: {
      'face-api': runtime.faceApi.version,
      tfjs: runtime.faceApi.tf.version['tfjs-core'],
      sharp: engineRequire('sharp').versions.sharp,
    },
    rows,
  };
}
