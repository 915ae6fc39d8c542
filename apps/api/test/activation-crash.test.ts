import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceList, SignedIn, UserProfile } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Client } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { kept, sitThrough } from './support/live-person.js';
import { image, PASSWORD, signUp } from './support/people.js';
import { makeDataDir, type Settings } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

vi.setConfig({ testTimeout: 180_000 });

/** Where the process is killed, and what log-in by face is afterwards. */
const POINTS = [
  ['intent-written', 'pending'],
  ['before-faces', 'pending'],
  ['before-commit', 'pending'],
  ['after-commit', 'on'],
  ['intent-settled', 'on'],
] as const;

describeOnEachDatabase('a server killed while log-in by face is turned on', (database) => {
  let dataDir: string;
  let settings: Settings;
  let server: ServerProcess | undefined;
  let client: Client;
  beforeAll(async () => {
    dataDir = await makeDataDir();
    const own = await database.create();
    settings = { FACEGATE_DATA_DIR: dataDir, FACEGATE_LIVENESS: 'on', ...own };
    const files = [await image(personA.otherFront), await image(personA.otherLeft)];
    await start();
    for (const [point] of POINTS) await signUp(client, files, { username: `killed-${point}` });
    await start(POINTS[0][0]);
  });
  afterAll(async () => {
    await server?.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(point = ''): Promise<void> {
    await server?.kill('SIGKILL');
    server = ServerProcess.spawn({ ...settings, KILL_AT: point });
    client = await server.ready();
  }

  async function logIn(username: string): Promise<string> {
    const { body } = await client.post<SignedIn>('/api/auth/login', { username, password: PASSWORD });
    return body.accessToken;
  }

  /** The frames of a session that the person did well, with its proof. */
  async function session(accessToken: string) {
    const { sat, fields } = await sitThrough({ client }, { purpose: 'add-face', pose: 'front', accessToken });
    return { images: kept(sat), ...fields };
  }

  it.each(POINTS)('at %s leaves it %s, whole', async (point, expected) => {
    const username = `killed-${point}`;
    const body = await session(await logIn(username));
    const call = client.post('/api/me/faces/activate', body, { token: await logIn(username) });
    await expect(call).rejects.toThrow('fetch failed');
    expect(await server?.exited).toMatchObject({ signal: 'SIGKILL' });
    // Whoever comes next finds what was left, and is the next one to be killed.
    await start(POINTS[POINTS.findIndex(([name]) => name === point) + 1]?.[0]);
    expect(await readdir(join(dataDir, 'faces', '.pending'))).toEqual([]);
    const token = await logIn(username);
    const { id, faceLogIn } = (await client.get<UserProfile>('/api/me', { token })).body;
    const { faces } = (await client.get<FaceList>('/api/me/faces', { token })).body;
    expect(faceLogIn).toBe(expected);
    expect(faces.map(({ isReference, hasImage }) => [isReference, hasImage])).toEqual([
      [false, true],
      [false, true],
      ...(expected === 'on' ? [[true, true]] : []),
    ]);
    const pictures = await readdir(join(dataDir, 'faces', id));
    expect(pictures.toSorted()).toEqual(faces.map((face) => face.id).toSorted());
  });
});
