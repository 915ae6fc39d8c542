import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { emptyRoom, personA, personB } from '@facegate/test-footage';
import type { Piscina } from 'piscina';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaceEnginePool } from './face-engine-pool.js';

let jpeg: Buffer;
let pool: FaceEnginePool;

beforeAll(async () => {
  jpeg = await personA.front.jpeg();
  pool = await FaceEnginePool.start({ engine: 'face-api', workers: 1, maxQueue: 2, maxWaitMs: 60_000 });
});

afterAll(async () => pool.close());

async function stagesOf(picture: Buffer): Promise<string[]> {
  const stages: string[] = [];
  await pool.extract(picture, { onStage: (stage) => stages.push(stage) }).catch(() => stages.push('failed'));
  return stages;
}

describe('the pool', () => {
  it('tells what computes, and why not something faster', () => {
    expect(pool.info).toMatchObject({ metric: 'euclidean', dimensions: 128 });
    expect(['tensorflow', 'wasm']).toContain(pool.info.backend);
    expect(pool.info.backendNote === undefined).toBe(pool.info.backend === 'tensorflow');
  });

  it('extracts one face with its vector and leaves the bytes to the caller', async () => {
    const before = Buffer.from(jpeg);
    const { faces, width, height } = await pool.extract(jpeg);
    expect([width, height, faces.length]).toEqual([640, 480, 1]);
    expect(faces[0]?.embedding).toBeInstanceOf(Float32Array);
    expect(faces[0]?.embedding).toHaveLength(128);
    expect(faces[0]?.landmarks.points).toHaveLength(68);
    expect(jpeg.equals(before)).toBe(true);
  });

  it('tells of each stage before the answer, and of none that was not reached', async () => {
    expect(await stagesOf(jpeg)).toEqual(['decoded', 'detected']);
    expect(await stagesOf(await emptyRoom.jpeg())).toEqual(['decoded']);
    expect(await stagesOf(Buffer.from('text'))).toEqual(['failed']);
  });

  it('computes no vector when none is asked for', async () => {
    const { faces } = await pool.extract(jpeg, { embed: 'none' });
    expect(faces[0]?.embedding).toBeUndefined();
  });

  it('measures no frames for liveness with an engine that has no mesh', async () => {
    await expect(pool.measure(jpeg)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it("keeps an error's code across the thread", async () => {
    await expect(pool.extract(Buffer.from('text'))).rejects.toMatchObject({
      name: 'EngineError',
      code: 'IMAGE_INVALID',
    });
  });

  it('refuses past its queue at once, and works on', async () => {
    const jobs = Array.from({ length: 5 }, () => pool.extract(jpeg, { embed: 'none' }));
    const outcomes = await Promise.allSettled(jobs);
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'done'))).toEqual([
      'done',
      'done',
      'done',
      'BUSY',
      'BUSY',
    ]);
    expect(pool.stats()).toEqual({ workers: 1, busy: 0, queued: 0 });
  });

  it('gives the place in the queue of one who gives up to the next', async () => {
    const controller = new AbortController();
    const working = pool.extract(jpeg, { embed: 'none' });
    const waiting = pool.extract(jpeg, { embed: 'none' });
    const leaving = pool.extract(jpeg, { signal: controller.signal });
    await expect(pool.extract(jpeg)).rejects.toMatchObject({ code: 'BUSY' });
    controller.abort();
    await expect(leaving).rejects.toMatchObject({ code: 'ABORTED' });
    const next = pool.extract(jpeg, { embed: 'none' });
    await expect(Promise.all([working, waiting, next])).resolves.toHaveLength(3);
  });

  it('lets one whose picture is in work go at once', async () => {
    const controller = new AbortController();
    const working = pool.extract(jpeg, { signal: controller.signal });
    expect(pool.stats().busy).toBe(1);
    controller.abort();
    await expect(working).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(pool.extract(jpeg)).resolves.toMatchObject({ width: 640 });
  });

  it('keeps the event loop free', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await pool.extract(await personB.front.jpeg());
    clearInterval(timer);
    // On this thread the inference would be one long turn.
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a worker that ends', () => {
  it('takes its picture along, and another takes its place', async () => {
    const mortal = await FaceEnginePool.start({ engine: 'face-api', workers: 1, maxQueue: 1, maxWaitMs: 60_000 });
    const lost = mortal.extract(jpeg);
    const { threads } = mortal as unknown as { threads: Piscina };
    await Promise.all([expect(lost).rejects.toMatchObject({ code: 'ENGINE_FAILED' }), threads.threads[0]?.terminate()]);
    await expect(mortal.extract(jpeg)).resolves.toMatchObject({ width: 640 });
    await mortal.close();
  });

  it('because it was silent for too long fails its picture too', async () => {
    const hasty = await FaceEnginePool.start({ engine: 'face-api', workers: 1, maxQueue: 1, jobTimeoutMs: 1 });
    await expect(hasty.extract(jpeg)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await hasty.close();
  });
});

it('refuses to start with a model file that is not the pinned one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facegate-models-'));
  try {
    const faceApi = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
    await cp(join(faceApi, 'model'), folder, { recursive: true });
    const intact = await FaceEnginePool.start({ engine: 'face-api', workers: 1, maxQueue: 1, modelsDir: folder });
    await intact.close();
    await writeFile(join(folder, 'face_recognition_model.bin'), 'not a model');
    await expect(
      FaceEnginePool.start({ engine: 'face-api', workers: 1, maxQueue: 1, modelsDir: folder }),
    ).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('the pool of an engine with a mesh', () => {
  it('measures a frame for liveness, with its vector only when asked', async () => {
    const withMesh = await FaceEnginePool.start({ engine: 'sface', workers: 1, maxQueue: 2, maxWaitMs: 60_000 });
    try {
      const { face, ...frame } = await withMesh.measure(jpeg, { embed: 'none' });
      const sha256 = createHash('sha256').update(jpeg).digest('hex');
      expect(frame).toEqual({ width: 640, height: 480, sha256, faces: 1 });
      expect(face?.eyesOpen).toBeGreaterThan(0.6);
      expect(face?.thumbnail.luma).toHaveLength(48 * 48);
      expect(face?.embedding).toBeUndefined();
      const { face: again } = await withMesh.measure(jpeg, { embed: 'largest' });
      expect(again?.embedding).toHaveLength(128);
      expect(again?.points).toEqual(face?.points);
    } finally {
      await withMesh.close();
    }
  });
});
