import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import { Keyring } from '../common/crypto/keyring.js';
import { EnvironmentMasterKeys } from '../common/crypto/master-keys.js';
import { readConfig } from '../config/app-config.js';
import { CommitOutcomeUnknown, Transactions } from '../database/transactions.js';
import { EngineComparer } from '../face/adapters/engine-comparer.js';
import { LinearIndex } from '../face/adapters/linear-index.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { FaceOwner } from '../users/facial-data.js';
import type { UsersRepository } from '../users/users.repository.js';
import { FaceVault, type PreparedFaces } from './face-vault.js';
import { IndexEntries } from './index-entries.js';
import { EngineEncoder } from '../face/adapters/engine-encoder.js';
import { PictureStore } from './picture-store.js';
import { TemplateVault } from './template-vault.js';

const USER = '5c6b8f0e-6f2b-4b6f-9d52-000000000001';
const REFERENCES = (['front', 'left'] as const).map((pose) => ({
  pose,
  bytes: Buffer.from([0xff, 0xd8, 0xff]),
  face: { vector: Float32Array.of(1, 0), quality: 1, turn: { yawDegrees: 0, pitchDegrees: 0 } },
}));

class NoPictures extends FaceExtractor {
  override readonly model = { model: 'plane-1', metric: 'cosine', dimensions: 2, backend: 'none' };
  override extract(): never {
    throw new Error('no picture here');
  }
  override retryAfterSeconds(): undefined {}
  override load() {
    return { running: 0, waiting: 0 };
  }
}

/** Seals as ever, until the disk is full. */
class FailingDataKeys extends DataKeys {
  picturesLeft = Number.POSITIVE_INFINITY;
  override make(userId: string): DataKey {
    const dataKey = super.make(userId);
    const seal = dataKey.seal.bind(dataKey);
    dataKey.seal = (plain, purpose, faceId) => {
      if (purpose === 'picture' && (this.picturesLeft -= 1) < 0)
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return seal(plain, purpose, faceId);
    };
    return dataKey;
  }
}

const faceIds = ({ stored }: PreparedFaces) => stored.map(({ id }) => id);

describe('FaceVault', () => {
  let dataDir: string;
  let dataKeys: FailingDataKeys;
  let pictures: PictureStore;
  let index: LinearIndex;
  let vault: FaceVault;
  let users: { findById: () => Promise<FaceOwner | null> };
  /** The row of {@link USER}. */
  let row: FaceOwner | null;

  const scores = async () => (await index.search(Float32Array.of(0, 1), 1)).map(({ score }) => score);
  /** As a sign-up does. */
  const store = ({ dataKey, stored }: PreparedFaces) => {
    row = { id: USER, facialData: vault.facialData(stored), dataKey: dataKeys.wrap(dataKey) };
    return Promise.resolve('stored');
  };

  beforeEach(async () => {
    Logger.overrideLogger(false);
    dataDir = await mkdtemp(join(tmpdir(), 'facegate-vault-'));
    dataKeys = new FailingDataKeys(new Keyring(new EnvironmentMasterKeys([Buffer.alloc(32, 7)])));
    pictures = new PictureStore(readConfig({ NODE_ENV: 'test', FACEGATE_DATA_DIR: dataDir }), new EngineEncoder());
    const comparer = new EngineComparer('cosine');
    index = new LinearIndex(comparer);
    row = null;
    const extractor = new NoPictures();
    const templates = new TemplateVault(dataKeys, extractor, comparer);
    users = { findById: () => Promise.resolve(row) };
    const entries = new IndexEntries(users as unknown as UsersRepository, templates, index);
    vault = new FaceVault(extractor, dataKeys, templates, pictures, entries);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(dataDir, { recursive: true });
  });

  async function left(): Promise<{ folders: string[]; intents: number }> {
    const names = await readdir(join(dataDir, 'faces'));
    const intents = await readdir(join(dataDir, 'faces', '.pending'));
    return { folders: names.filter((name) => name !== '.pending'), intents: intents.length };
  }

  it('keeps the pictures and closes the intent once the row is stored', async () => {
    const prepared = await vault.prepareFirst(USER, REFERENCES);
    expect(await vault.enrol(prepared, () => store(prepared))).toBe('stored');
    expect(await left()).toEqual({ folders: [USER], intents: 0 });
    expect(index.size).toBe(1);
    expect(vault.newSummaries(prepared).map(({ hasImage }) => hasImage)).toEqual([true, true]);
  });

  it('leaves nothing when a picture cannot be written', async () => {
    dataKeys.picturesLeft = 1;
    await expect(vault.prepareFirst(USER, REFERENCES)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await left()).toEqual({ folders: [], intents: 0 });
  });

  it('leaves nothing when the row was certainly not stored, whatever the reason', async () => {
    const prepared = await vault.prepareFirst(USER, REFERENCES);
    await expect(vault.enrol(prepared, () => Promise.reject(new TypeError('broken')))).rejects.toThrow('broken');
    expect(await left()).toEqual({ folders: [], intents: 0 });
    expect(index.size).toBe(0);
  });

  it('leaves everything to the next start when nobody knows', async () => {
    const prepared = await vault.prepareFirst(USER, REFERENCES);
    const outcome = vault.enrol(prepared, () => Promise.reject(new CommitOutcomeUnknown('the connection broke')));
    await expect(outcome).rejects.toThrow('the connection broke');
    expect(await left()).toEqual({ folders: [USER], intents: 1 });
  });

  it('does not undo a stored row because a file cannot be tidied away', async () => {
    const prepared = await vault.prepareFirst(USER, REFERENCES);
    vi.spyOn(pictures, 'settle').mockRejectedValue(new Error('EIO'));
    expect(await vault.enrol(prepared, () => store(prepared))).toBe('stored');
    expect(await left()).toEqual({ folders: [USER], intents: 1 });
    expect(index.size).toBe(1);
  });

  it('drops the account from the index when its row cannot be read after a change', async () => {
    const prepared = await vault.prepareFirst(USER, REFERENCES);
    await vault.enrol(prepared, () => store(prepared));
    vi.spyOn(users, 'findById').mockRejectedValue(new Error('the connection broke'));
    await vault.erase(USER, faceIds(prepared), () => Promise.resolve());
    expect(index.size).toBe(0);
  });

  it('searches with what is left after a face was removed', async () => {
    const prepared = await vault.prepareFirst(
      USER,
      REFERENCES.map((reference) => ({
        ...reference,
        face: { ...reference.face, vector: reference.pose === 'front' ? Float32Array.of(1, 0) : Float32Array.of(0, 1) },
      })),
    );
    await vault.enrol(prepared, () => store(prepared));
    expect(await scores()).toEqual([expect.closeTo(Math.SQRT1_2, 6)]);
    const stored = prepared.stored.slice(1);
    await vault.erase(USER, faceIds(prepared).slice(0, 1), async () => void (await store({ ...prepared, stored })));
    expect(await scores()).toEqual([expect.closeTo(1, 6)]);
  });
});

describe('Transactions', () => {
  type Work = (transaction: never) => Promise<unknown>;
  const failingAt = (moment: 'work' | 'commit') => {
    const dataSource = new DataSource({ type: 'postgres' });
    vi.spyOn(dataSource, 'transaction').mockImplementation((async (work: Work) => {
      await work(undefined as never);
      throw new Error('the connection broke');
    }) as never);
    return new Transactions(dataSource).run(() =>
      moment === 'work' ? Promise.reject(new Error('duplicate key')) : Promise.resolve(),
    );
  };

  it('knows that a transaction that failed before its commit left nothing', async () => {
    await expect(failingAt('work')).rejects.toThrow('duplicate key');
  });

  it('knows that it does not know after the commit was sent', async () => {
    await expect(failingAt('commit')).rejects.toBeInstanceOf(CommitOutcomeUnknown);
  });
});
