import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StartUpError } from '../common/start-up-error.js';
import { DataFolder } from './data-folder.js';

describe('DataFolder', () => {
  let path: string;
  let log: ReturnType<typeof vi.spyOn>;
  const open: DataFolder[] = [];
  beforeEach(async () => {
    log = vi.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    path = await mkdtemp(join(tmpdir(), 'facegate-folder-'));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const folder of open.splice(0)) await folder.close();
    await rm(path, { recursive: true });
  });

  async function take(use: 'alone' | 'shared', patienceMs = 0): Promise<DataFolder> {
    const folder = await DataFolder.open(path, use, patienceMs);
    open.push(folder);
    return folder;
  }

  it('says what it waits for and gives up while a server with an embedded database has the folder', async () => {
    await take('alone');
    const refusal = await take('shared', 300).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartUpError);
    expect(refusal).toMatchObject({ message: expect.stringContaining(`the data folder ${path} for itself`) });
    expect(log).toHaveBeenCalledWith(
      expect.stringContaining(`Waiting for the process that has the data folder ${path}`),
    );
  });

  it('waits for one that is only starting', async () => {
    const first = await take('shared');
    const second = take('shared', 60_000);
    await vi.waitUntil(() => log.mock.calls.length > 0);
    first.share();
    expect((await second).first).toBe(false);
    expect(first.first).toBe(true);
  });

  it('does not wait for others that share it', async () => {
    (await take('shared')).share();
    expect((await take('shared')).first).toBe(false);
    expect(log).not.toHaveBeenCalled();
  });

  it('is for nobody else while it is used alone', async () => {
    (await take('shared')).share();
    await expect(take('alone')).rejects.toBeInstanceOf(StartUpError);
  });
});
