import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceList, SignedIn, UserProfile } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { SignedTokens } from '../src/tokens/signed-tokens.js';
import { LIVENESS_TOKEN } from '../src/tokens/token-kinds.js';
import type { Client } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { proofOf } from './support/live-proofs.js';
import { image, PASSWORD, signUp } from './support/people.js';
import { startServer, type Settings, type TestServer } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

vi.setConfig({ testTimeout: 120_000 });

/** Where the process is killed, and what log-in by face is afterwards. */
const POINTS = [
  ['intent-written', 'pending'],
  ['before-faces', 'pending'],
  ['before-commit', 'pending'],
  ['after-commit', 'on'],
  ['intent-settled', 'on'],
] as const;

describeOnEachDatabase('a server killed while log-in by face is turned on', (database) => {
  let before: TestServer;
  let settings: Settings;
  let server: ServerProcess | undefined;
  let client: Client;
  const requests = new Map<string, object>();
  beforeAll(async () => {
    const own = { ...(await database.create()), FACEGATE_LIVENESS: 'on', FACEGATE_UPLOADS: 'checked' };
    before = await startServer(own);
    settings = { ...own, FACEGATE_DATA_DIR: before.dataDir };
    for (const [point] of POINTS) requests.set(point, await prepare(`killed-${point}`));
    // The latest end that is believed of a proof: a life from now, and what clocks may differ by.
    await before.sql(`UPDATE liveness_proofs SET expires_at = now() + interval '119 seconds'`);
    await before.app.close();
    await start(POINTS[0][0]);
  });
  afterAll(async () => {
    await server?.kill('SIGKILL');
    await before?.stop();
  });

  /** An account of files, and what its activation sends: good for longer than usual, since servers start in between. */
  async function prepare(username: string): Promise<object> {
    const files = [await image(personA.otherFront), await image(personA.otherLeft)];
    const { user } = (await signUp(before.client, files, { username })).body;
    const { fields, images } = await proofOf(before, [personA.front], { purpose: 'add-face', userId: user.id });
    const [, claims] = fields.livenessToken.split('.');
    const { jti } = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as { jti: string };
    const tokens = before.app.get(SignedTokens, { strict: false });
    const livenessToken = await tokens.sign({ ...LIVENESS_TOKEN, seconds: 3600 }, {}, { jwtid: jti });
    return { images, ...fields, livenessToken };
  }

  async function start(point = ''): Promise<void> {
    await server?.kill('SIGKILL');
    server = ServerProcess.spawn({ ...settings, KILL_AT: point });
    client = await server.ready();
  }

  async function logIn(username: string): Promise<string> {
    const { body } = await client.post<SignedIn>('/api/auth/login', { username, password: PASSWORD });
    return body.accessToken;
  }

  /** Killing counts every commit once pictures are written: that of the log-in has to be behind. */
  async function loggedIn(username: string): Promise<string> {
    const token = await logIn(username);
    for (;;) {
      const { body } = await client.get<{ events: { action: string }[] }>('/api/me/events', { token });
      if (body.events.some(({ action }) => action === 'sign-in')) return token;
    }
  }

  it.each(POINTS)('at %s leaves it %s, whole', async (point, expected) => {
    const username = `killed-${point}`;
    const call = client.post('/api/me/faces/activate', requests.get(point), { token: await loggedIn(username) });
    await expect(call).rejects.toThrow('fetch failed');
    expect(await server?.exited).toMatchObject({ signal: 'SIGKILL' });
    // Whoever comes next finds what was left, and is the next one to be killed.
    await start(POINTS[POINTS.findIndex(([name]) => name === point) + 1]?.[0]);
    expect(await readdir(join(before.dataDir, 'faces', '.pending'))).toEqual([]);
    const token = await loggedIn(username);
    const { id, faceLogIn } = (await client.get<UserProfile>('/api/me', { token })).body;
    const { faces } = (await client.get<FaceList>('/api/me/faces', { token })).body;
    expect(faceLogIn).toBe(expected);
    expect(faces.map(({ isReference, hasImage }) => [isReference, hasImage])).toEqual([
      [false, true],
      [false, true],
      ...(expected === 'on' ? [[true, true]] : []),
    ]);
    const pictures = await readdir(join(before.dataDir, 'faces', id));
    expect(pictures.toSorted()).toEqual(faces.map((face) => face.id).toSorted());
  });

  it('lets the proofs be used where nothing was done, and no other', async () => {
    for (const [point, expected] of POINTS) {
      const token = await loggedIn(`killed-${point}`);
      const { status, body } = await client.post('/api/me/faces/activate', requests.get(point), { token });
      expect([point, status, body.code]).toEqual(
        expected === 'on' ? [point, 403, 'LIVENESS_INVALID'] : [point, 200, undefined],
      );
    }
  });
});
