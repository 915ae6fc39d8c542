import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, describe } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, imagesOfA } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const DISK = '400m';

/** A disk of our own needs the right to mount one. Without it the tests are skipped, and counted as such. */
function mountDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'facegate-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=700`, 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

const probe = mountDisk();
if (probe) unmount(probe);

function unmount(folder: string): void {
  execFileSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true });
}

describe.skipIf(probe === undefined)('a server whose disk is full', () => {
  describeOnEachDatabase('under its data folder', (database) => {
    let disk: string;
    let server: TestServer;
    beforeAll(async () => {
      disk = mountDisk()!;
      server = await startServer(await database.create(), { FACEGATE_DATA_DIR: join(disk, 'data') });
    });
    afterEach(() => rm(join(disk, 'ballast'), { force: true }));
    afterAll(async () => {
      await server?.stop();
      unmount(disk);
    });

    const ready = async () => (await server.client.get('/api/health/ready')).status;
    const signUp = async (username: string) =>
      server.client.post('/api/user/facial/store', account(await imagesOfA(), { username }));

    /** All but `leftBytes` is taken. */
    async function fill(leftBytes: number): Promise<void> {
      const { bavail, bsize } = await statfs(disk);
      await writeFile(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - leftBytes));
    }

    it('is not ready, refuses sign-ups in words, and works again once there is room', async () => {
      expect(await ready()).toBe(200);
      await fill(0);
      const { status, body } = await signUp('anna');
      expect([status, body.code]).toEqual([503, 'NOT_READY']);
      expect(await ready()).toBe(503);
      await rm(join(disk, 'ballast'));
      await expect.poll(ready, { timeout: 10_000 }).toBe(200);
      expect((await signUp('anna')).status).toBe(201);
    });

    it('almost is not ready before somebody is refused', async () => {
      await fill(20 * 1024 * 1024);
      expect(await ready()).toBe(503);
    });
  });
});
