import { beforeAll, expect, it } from 'vitest';
import { loadOnnxModels } from './onnx-models.js';
import { OnnxSession } from './onnx-session.js';

const SHAPE = [1, 146, 2];
let session: OnnxSession;

beforeAll(async () => {
  const { face_blendshapes } = await loadOnnxModels(['face_blendshapes']);
  session = await OnnxSession.load(face_blendshapes);
});

async function shapesOf(seed: number): Promise<number[]> {
  const outputs = await session.run(SHAPE, (input) => {
    for (let i = 0; i < input.length; i++) input[i] = Math.sin(seed + i * i);
  });
  return Object.values(outputs).flatMap((values) => [...values]);
}

it('runs that overlap have an input each', async () => {
  const seeds = [1, 2, 3, 4];
  const oneByOne: number[][] = [];
  for (const seed of seeds) oneByOne.push(await shapesOf(seed));
  expect(new Set(oneByOne.map(String)).size).toBe(seeds.length);
  expect(await Promise.all(seeds.map(shapesOf))).toEqual(oneByOne);
});

it('an input that could not be filled leaves the next run alone', async () => {
  const before = await shapesOf(5);
  const failing = session.run(SHAPE, () => {
    throw new RangeError('no such picture');
  });
  await expect(failing).rejects.toThrow(RangeError);
  expect(await shapesOf(5)).toEqual(before);
});
