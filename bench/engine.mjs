/** Times both engines, stage by stage, on one 640×480 picture of a face, in one thread. */
import { createRequire } from 'node:module';
import { decodeImage, loadEngine } from '@facegate/face-engine';
import { loadFaceApi, loadSface, loadTensorflow, SsdDetector, TinyFaceDetector } from '@facegate/face-engine/stages';
import { personA } from '@facegate/test-footage';
import { time } from './timing.mjs';

const engineRequire = createRequire(createRequire(import.meta.url).resolve('@facegate/face-engine'));

/** Every stage of one engine, one after the other on what the stage before gave. */
async function timeStages(name, { detector, landmarks, eyes, aligner, embedder }, image) {
  const [face] = await detector.detect(image);
  if (!face) throw new Error(`${name} sees no face in the picture to measure with`);
  const points = await landmarks.find(image, face);
  const aligned = aligner.align(image, points);
  return [
    await time(`${name}: detect`, () => detector.detect(image)),
    await time(`${name}: landmarks`, () => landmarks.find(image, face)),
    ...(eyes ? [await time(`${name}: eyes`, () => eyes.measure(points))] : []),
    await time(`${name}: align`, () => aligner.align(image, points)),
    await time(`${name}: embed (crop and mirror)`, () => embedder.embed(aligned)),
  ];
}

async function timeWhole(engine, jpeg) {
  const { pipeline } = await loadEngine({ engine });
  return [
    await time(`${engine}: picture to observation`, () => pipeline.extract(jpeg, { embed: 'none' })),
    await time(`${engine}: picture to vector`, () => pipeline.extract(jpeg)),
  ];
}

/** face-api's detectors that the engine's chain only uses now and then. */
async function timeFaceApiDetectors(image) {
  const runtime = await loadTensorflow();
  const tiny = await TinyFaceDetector.load(runtime, { inputSize: 224, minScore: 0.5 });
  const ssd = await SsdDetector.load(runtime, { minScore: 0.5 });
  return [
    await time('face-api: detect, tiny 224', () => tiny.detect(image)),
    await time('face-api: detect, SSD', () => ssd.detect(image), { rounds: 20 }),
  ];
}

export async function run() {
  const jpeg = await personA.front.jpeg();
  const image = await decodeImage(jpeg);
  const sface = await loadSface();
  const faceApi = await loadFaceApi();
  const rows = [
    await time('decode', () => decodeImage(jpeg)),
    ...(await timeStages('sface', sface.stages, image)),
    ...(await timeWhole('sface', jpeg)),
    ...(await timeStages('face-api', faceApi.stages, image)),
    ...(await timeFaceApiDetectors(image)),
    ...(await timeWhole('face-api', jpeg)),
  ];
  return {
    picture: `${image.width}×${image.height}`,
    backends: { sface: sface.backend, 'face-api': faceApi.backend },
    versions: {
      'onnxruntime-node': engineRequire('onnxruntime-node/package.json').version,
      'face-api': engineRequire('@vladmandic/face-api/package.json').version,
      tfjs: engineRequire('@tensorflow/tfjs/package.json').version,
      sharp: engineRequire('sharp').versions.sharp,
    },
    rows,
  };
}
