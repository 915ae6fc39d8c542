import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError, type Extraction } from '@facegate/face-engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listSamples, type Sample } from './data-set.js';
import { extractWith, type ExtractedSet, type Extractor } from './extract-all.js';

let folder: string;
let samples: Sample[];
let asked: number;
let notes: string[];

/** Its "vector" is the picture's bytes, times `scale`; bytes that begin with 0 are refused, with 255 break the engine. */
const extractor = (scale = 1, extra = {}): Extractor => ({
  info: { model: 'test@1', backend: 'test' },
  extract: (bytes) => {
    asked++;
    if (bytes[0] === 0) return Promise.reject(new EngineError('IMAGE_INVALID', 'refused'));
    if (bytes[0] === 255) return Promise.reject(new EngineError('ENGINE_FAILED', 'broken'));
    const [x = 0, y = 0] = bytes;
    const face = { box: { x, y, width: 10, height: 10 }, quality: { overall: 0.5 }, ...extra };
    const embedding = Float32Array.from(bytes, (byte, index) => byte * (index === 0 ? scale : 1));
    return Promise.resolve({ width: 20, height: 20, faces: [{ ...face, embedding }] } as unknown as Extraction);
  },
});

async function extract(from: Extractor, fresh = false): Promise<ExtractedSet> {
  return await extractWith(from, 'test', samples, {
    workers: 2,
    cacheFolder: join(folder, 'cache'),
    fresh,
    progress: () => ({ step: () => undefined, end: () => undefined }),
    note: (text) => notes.push(text),
  });
}

async function picture(person: string, bytes: number[]): Promise<void> {
  await mkdir(join(folder, 'data', person), { recursive: true });
  await writeFile(join(folder, 'data', person, `${person}_0001.jpg`), Buffer.from(bytes));
  samples = await listSamples(join(folder, 'data'));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facegate-eval-'));
  asked = 0;
  notes = [];
  await picture('ada', [1, 2, 3, 4]);
  await picture('bob', [9, 1, 1, 1]);
  await picture('cyd', [0, 0, 0, 0]);
});
afterEach(async () => await rm(folder, { recursive: true }));

describe('extractWith', () => {
  it('extracts each picture, and tells which were refused', async () => {
    const { observations, extracted } = await extract(extractor());
    expect(extracted).toBe(3);
    expect(observations[0]?.outcome).toMatchObject({ kind: 'extracted' });
    expect(observations[2]?.outcome).toEqual({ kind: 'refused', code: 'IMAGE_INVALID' });
  });

  it('takes what is cached, bit for bit', async () => {
    await extract(extractor());
    const { observations, extracted } = await extract(extractor());
    expect(extracted).toBe(0);
    const outcome = observations[0]?.outcome;
    const vector = outcome?.kind === 'extracted' && outcome.extraction.faces[0]?.embedding;
    expect(vector).toEqual(Float32Array.from([1, 2, 3, 4]));
  });

  it('goes on where a killed run left a half-written line', async () => {
    await extract(extractor());
    const [file = ''] = await readdir(join(folder, 'cache'));
    await appendFile(join(folder, 'cache', file), '\n{"sha256":"12');
    await picture('dee', [5, 5, 5, 5]);
    expect((await extract(extractor())).extracted).toBe(1);
    expect((await extract(extractor())).extracted).toBe(0);
  });

  it.each([
    { change: 'other vectors', changed: () => extractor(3) },
    { change: 'a new measure', changed: () => extractor(1, { eyes: { left: 1, right: 1 } }) },
  ])('believes nothing cached once the engine gives $change', async ({ changed }) => {
    await extract(extractor());
    expect((await extract(changed())).extracted).toBe(3);
    expect(notes).toHaveLength(1);
    expect((await extract(changed())).extracted).toBe(0);
  });

  it('extracts all again when asked to', async () => {
    await extract(extractor());
    expect((await extract(extractor(), true)).extracted).toBe(3);
  });

  it('ends with the engine’s fault, keeps what was done, and takes no fault for a fact', async () => {
    await picture('zoe', [255, 0, 0, 0]);
    await expect(extract(extractor())).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await rm(join(folder, 'data', 'zoe'), { recursive: true });
    samples = await listSamples(join(folder, 'data'));
    asked = 0;
    expect((await extract(extractor())).extracted).toBe(0);
    expect(asked).toBeGreaterThan(0);
  });

  it('keeps vectors where only the owner can read', async () => {
    await extract(extractor());
    const cache = join(folder, 'cache');
    const [file = ''] = await readdir(cache);
    expect(existsSync(cache)).toBe(true);
    expect((await stat(cache)).mode & 0o777).toBe(0o700);
    expect((await stat(join(cache, file))).mode & 0o777).toBe(0o600);
  });
});
