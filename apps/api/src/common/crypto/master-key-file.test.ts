import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StartUpError } from '../start-up-error.js';
import { MasterKeyFile } from './master-key-file.js';

describe('MasterKeyFile', () => {
  let dataDir: string;
  let path: string;
  beforeEach(async () => {
    vi.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    dataDir = await mkdtemp(join(tmpdir(), 'facegate-keys-'));
    path = join(dataDir, 'keys', 'master.key');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(dataDir, { recursive: true });
  });

  const open = (...previousMasterKeys: Buffer[]) => MasterKeyFile.open({ dataDir, previousMasterKeys });

  it('is made once, for its owner alone', async () => {
    const [made] = (await open()).read();
    expect(made).toHaveLength(32);
    expect((await open()).read()).toEqual([made]);
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('puts a new key in front, keeps the old one until it is retired, and is seen by whoever reads on', async () => {
    const file = await open();
    const other = await open();
    const [first = Buffer.alloc(0)] = file.read();
    await file.renew();
    const [second, ...rest] = other.read();
    expect(rest).toEqual([first]);
    expect(second).not.toEqual(first);
    await file.retire();
    expect(other.read()).toEqual([second]);
    expect(await readFile(path, 'utf8')).not.toContain(first.toString('base64'));
  });

  it('goes on with the new key of a rotation that was cut short', async () => {
    const file = await open();
    await file.renew();
    const both = file.read();
    await (await open()).renew();
    expect((await open()).read()).toEqual(both);
  });

  it('also opens with the keys that the settings name', async () => {
    const elsewhere = Buffer.alloc(32, 7);
    const file = await open(elsewhere);
    expect(file.read()).toEqual([expect.any(Buffer), elsewhere]);
    await file.renew();
    await file.retire();
    expect(file.read()).toEqual([expect.any(Buffer), elsewhere]);
    expect(await readFile(path, 'utf8')).not.toContain(elsewhere.toString('base64'));
  });

  it.each(['', 'short\n', `${Buffer.alloc(32).toString('base64')}\nmore`])(
    'is refused when it holds %j',
    async (text) => {
      await open();
      await writeFile(path, text);
      await expect(open()).rejects.toBeInstanceOf(StartUpError);
    },
  );
});
