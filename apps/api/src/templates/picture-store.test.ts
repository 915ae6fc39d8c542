import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DataKey } from '../common/crypto/data-keys.js';
import type { AppConfig } from '../config/app-config.js';
import { EngineEncoder } from '../face/adapters/engine-encoder.js';
import { PictureStore } from './picture-store.js';

const WRITERS = 4;
const WRITTEN_FOR_MS = 150;

/** Seals nothing. */
const ANNAS_KEY = { userId: 'anna', seal: (bytes: Uint8Array) => Buffer.from(bytes) } as unknown as DataKey;

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'facegate-pictures-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

it('removes all pictures of an account while some are written', async () => {
  const folder = join(dataDir, 'faces', 'anna');
  await mkdir(folder, { recursive: true });
  const until = performance.now() + WRITTEN_FOR_MS;
  const write = async (writer: number) => {
    for (let at = 0; performance.now() < until; at += 1)
      await writeFile(join(folder, `${writer}-${at}`), 'sealed').catch(() => undefined);
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  while (performance.now() < until && (await readdir(folder)).length < 100);
  await new PictureStore({ dataDir, keepImages: true } as AppConfig, new EngineEncoder()).removeAll('anna');
  await writing;
  expect(await readdir(join(dataDir, 'faces'))).toEqual([]);
});

it('writes pictures while somebody takes the empty folder of the account away', async () => {
  const store = new PictureStore({ dataDir, keepImages: true } as AppConfig, new EngineEncoder());
  const grey = sharp({ create: { width: 8, height: 8, channels: 3, background: 'grey' } });
  const jpeg = await grey.jpeg().toBuffer();
  const until = performance.now() + 4 * WRITTEN_FOR_MS;
  const write = async () => {
    while (performance.now() < until)
      await store.discard(await store.write(ANNAS_KEY, [{ faceId: randomUUID(), bytes: jpeg }]));
  };
  const remove = async () => {
    for (; performance.now() < until; await sleep(Math.random()))
      await rmdir(join(dataDir, 'faces', 'anna')).catch(() => undefined);
  };
  await Promise.all([write(), write(), remove(), remove()]);
  expect(await readdir(join(dataDir, 'faces'))).toEqual(['.pending']);
});
