import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceImage, FaceList, SignedIn, StoredFacial } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from './support/client.js';
import { describeOnEachDatabase, type TestDatabase } from './support/databases.js';
import { account, base64, image, PASSWORD } from './support/people.js';
import { makeDataDir, type Settings } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

/** Where the process is killed, in the order in which a sign-up passes, and what the account must be afterwards. */
const POINTS = [
  ['intent-opened', 'absent'],
  ['intent-written', 'absent'],
  ['first-picture-opened', 'absent'],
  ['second-picture-opened', 'absent'],
  ['before-commit', 'absent'],
  ['after-commit', 'whole'],
  ['intent-settled', 'whole'],
  ['before-answer', 'whole'],
] as const;

describeOnEachDatabase('a server killed in the middle of store', (database) => killedInStore(database, 'off'));
describeOnEachDatabase('a server killed in the middle of store of files, with live checks on', (database) =>
  killedInStore(database, 'on'),
);

/** @param liveness with it, an account made from files is whole when its log-in by face waits for a live check */
function killedInStore(database: TestDatabase, liveness: 'on' | 'off'): void {
  let dataDir: string;
  let settings: Settings;
  let images: FaceImage[];
  let server: ServerProcess | undefined;
  let client: Client;
  const wholeUsers: string[] = [];
  beforeAll(async () => {
    dataDir = await makeDataDir();
    settings = { FACEGATE_DATA_DIR: dataDir, FACEGATE_LIVENESS: liveness, ...(await database.create()) };
    images = [await image(personA.front), await image(personA.left)];
  });
  afterAll(async () => {
    await server?.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  /** The process starts, puts right what the killed one left, and is to be killed itself at `point`. */
  async function start(point = ''): Promise<void> {
    await server?.kill('SIGKILL');
    server = ServerProcess.spawn({ ...settings, KILL_AT: point });
    client = await server.ready();
  }

  async function pictureFolders(): Promise<string[]> {
    const names = await readdir(join(dataDir, 'faces')).catch(() => []);
    return names.filter((name) => name !== '.pending').toSorted();
  }

  async function demandAbsent(username: string): Promise<void> {
    const login = await client.post('/api/auth/login', { username, password: PASSWORD });
    expect(login.status).toBe(401);
    expect(await pictureFolders()).toEqual(wholeUsers.toSorted());
  }

  async function demandWhole(username: string): Promise<void> {
    const { status, body } = await client.post<SignedIn>('/api/auth/login', { username, password: PASSWORD });
    expect(status).toBe(200);
    wholeUsers.push(body.user.id);
    expect(await pictureFolders()).toEqual(wholeUsers.toSorted());
    const isReference = liveness === 'off';
    expect(body.user.faceLogIn).toBe(isReference ? 'on' : 'pending');
    const { faces } = (await client.get<FaceList>('/api/me/faces', { token: body.accessToken })).body;
    expect(faces).toMatchObject([
      { pose: 'front', hasImage: true, isReference },
      { pose: 'left', hasImage: true, isReference },
    ]);
    if (!isReference) return;
    const probe = { image: await base64(personA.otherFront), username };
    expect((await client.post('/api/user/facial/recognize', probe)).status).toBe(200);
  }

  it.each(POINTS)('at %s leaves the account %s', async (point, expected) => {
    if (point === POINTS[0][0]) await start(point);
    const username = `killed-${point}`;
    const call = client.post('/api/user/facial/store', account(images, { username }));
    await expect(call).rejects.toThrow('fetch failed');
    expect(await server?.exited).toMatchObject({ signal: 'SIGKILL' });
    // Whoever comes next finds what was left, and is the next one to be killed.
    await start(POINTS[POINTS.findIndex(([name]) => name === point) + 1]?.[0]);
    expect(await readdir(join(dataDir, 'faces', '.pending'))).toEqual([]);
    await (expected === 'whole' ? demandWhole(username) : demandAbsent(username));
  });

  it('finishes the requests it has when it is asked to end', async () => {
    const call = client.post<StoredFacial>('/api/user/facial/store', account(images, { username: 'last.one' }));
    const status = call.then((answer) => answer.status);
    while (!(await isAnalysing())) continue;
    expect(await server?.kill('SIGTERM')).toMatchObject({ code: 0 });
    expect(await status).toBe(201);
    await start();
    await demandWhole('last.one');
    await server?.kill('SIGTERM');
  });

  async function isAnalysing(): Promise<boolean> {
    const metrics = await client.get<Buffer>('/api/health/metrics');
    return /facegate_engine_running 1\n/.test(metrics.body.toString());
  }
}
