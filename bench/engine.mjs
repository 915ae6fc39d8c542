/** Times the engine stage by stage, then whole against other libraries: one 640×480 picture of a face, in one thread. */
import { loadavg } from 'node:os';
import { createRequire } from 'node:module';
import { decodeImage, loadEngine } from '@facegate/face-engine';
import { loadSface } from '@facegate/face-engine/stages';
import { personA } from '@facegate/test-footage';
import { loadFaceApiChains, loadHuman } from './other-libraries.mjs';
import { time, timeInTurn } from './timing.mjs';

const engineRequire = createRequire(createRequire(import.meta.url).resolve('@facegate/face-engine'));

/** Every stage, one after the other on what the stage before gave. */
async function timeStages({ detector, landmarks, eyes, aligner, embedder }, jpeg) {
  const image = await decodeImage(jpeg);
  const [face] = await detector.detect(image);
  if (!face) throw new Error('no face in the picture to measure with');
  const points = await landmarks.find(image, face);
  const aligned = aligner.align(image, points);
  return [
    await time('sface: decode', () => decodeImage(jpeg)),
    await time('sface: detect', () => detector.detect(image)),
    await time('sface: landmarks', () => landmarks.find(image, face)),
    await time('sface: eyes', () => eyes.measure(points)),
    await time('sface: align', () => aligner.align(image, points)),
    await time('sface: embed', () => embedder.embed(aligned)),
  ];
}

/** As a worker of the server does it: one picture after the other, by one engine. */
async function timeAlone(jpeg) {
  const { pipeline } = await loadEngine({ engine: 'sface' });
  return [
    await time('sface alone: picture to observation', () => pipeline.extract(jpeg, { embed: 'none' })),
    await time('sface alone: picture to vector', () => pipeline.extract(jpeg), { rounds: 100 }),
  ];
}

/** In turn with others, whose data push this one's out of the caches. */
async function timeInCompany(jpeg, human) {
  const { pipeline: sface } = await loadEngine({ engine: 'sface' });
  const { pipeline: faceApi } = await loadEngine({ engine: 'face-api' });
  const { tiny416, ssd } = await loadFaceApiChains();
  return await timeInTurn({
    'sface: picture to vector': () => sface.extract(jpeg),
    'sface: picture to observation': () => sface.extract(jpeg, { embed: 'none' }),
    'face-api engine: picture to vector': () => faceApi.extract(jpeg),
    'face-api of npm, tiny 416: picture to vector': () => tiny416(jpeg),
    'face-api of npm, SSD: picture to vector': () => ssd(jpeg),
    'human of npm: picture to vector': () => human.toVector(jpeg),
  });
}

export async function run() {
  const loadBefore = Number(loadavg()[0].toFixed(1));
  const jpeg = await personA.front.jpeg();
  const { width, height } = await decodeImage(jpeg);
  const { stages, backend } = await loadSface();
  const human = await loadHuman();
  return {
    loadBefore,
    picture: `${width}×${height}`,
    threads: 1,
    backends: { sface: backend, 'face-api': 'wasm', human: 'wasm' },
    versions: {
      'onnxruntime-node': engineRequire('onnxruntime-node/package.json').version,
      'face-api': engineRequire('@vladmandic/face-api/package.json').version,
      human: human.version,
      tfjs: engineRequire('@tensorflow/tfjs/package.json').version,
      sharp: engineRequire('sharp').versions.sharp,
    },
    rows: [...(await timeStages(stages, jpeg)), ...(await timeAlone(jpeg)), ...(await timeInCompany(jpeg, human))],
  };
}
