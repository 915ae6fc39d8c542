import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGINES } from '@facegate/face-engine';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, image, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const STORE = '/api/user/facial/store';

/** At this rate three accounts can be searched among with a picture. */
const FPIR_OF_THREE = 3.5 * ENGINES.sface.fmrCurves['template-picture'].supportedFmr;

const otherPicturesOfA = () => Promise.all([image(personA.otherFront), image(personA.otherLeft)]);

describeOnEachDatabase('the look-alike alarm', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LOOK_ALIKES: 'refuse' });
    await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' });
  });
  afterAll(() => server?.stop());

  const users = async () => (await server.sql<{ username: string }>('SELECT username FROM users')).length;
  const metrics = async () => String((await server.client.get<Buffer>('/api/health/metrics')).body);

  it('refuses a second account with the face of the first, names nobody and keeps nothing', async () => {
    const { status, body } = await server.client.post(STORE, account(await otherPicturesOfA()));
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'FACE_ALREADY_ENROLLED' });
    expect(JSON.stringify(body)).not.toContain('anna');
    expect(await users()).toBe(1);
    expect((await readdir(join(server.dataDir, 'faces'))).filter((name) => name !== '.pending')).toHaveLength(1);
    const text = await metrics();
    expect(text).toMatch(/^facegate_look_alikes 1$/m);
  });

  it('tells that a name is taken rather than that the face is', async () => {
    const again = account(await otherPicturesOfA(), { username: 'anna' });
    expect((await server.client.post(STORE, again)).body).toMatchObject({ code: 'USERNAME_TAKEN' });
  });

  it('lets one of several sign-ups at once with a new face through', async () => {
    const images = await imagesOfB();
    const answers = await Promise.all([1, 2, 3].map(() => server.client.post(STORE, account(images))));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409]);
    expect(await users()).toBe(2);
  });

  it('knows the faces again after a restart', async () => {
    await server.restart();
    expect((await server.client.post(STORE, account(await otherPicturesOfA()))).status).toBe(409);
  });

  it('only reports when told so', async () => {
    await server.restart({ FACEGATE_LOOK_ALIKES: 'report' });
    expect((await server.client.post(STORE, account(await otherPicturesOfA()))).status).toBe(201);
    const text = await metrics();
    expect(text).toMatch(/^facegate_look_alikes 1$/m);
  });
});

describeOnEachDatabase('more accounts than a search is good for', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_TARGET_FPIR: String(FPIR_OF_THREE) });
    for (const name of ['anna', 'ben', 'cleo'])
      await signUp(server.client, await imagesOfA(), { username: name, email: `${name}@example.org` });
  });
  afterAll(() => server?.stop());

  const metrics = async () => String((await server.client.get<Buffer>('/api/health/metrics')).body);
  const recognize = async (username?: string) =>
    server.client.post('/api/user/facial/recognize', { image: (await image(personA.otherFront)).data, username });

  it('does not choose between accounts with one face', async () => {
    expect(await recognize()).toMatchObject({ status: 409, body: { code: 'USERNAME_REQUIRED', fallback: 'password' } });
  });

  it('asks for the username before it looks at the picture', async () => {
    await signUp(server.client, await imagesOfB(), { username: 'dora', email: 'dora@example.org' });
    const { status, body } = await server.client.post('/api/user/facial/recognize', { image: 'AAAA' });
    expect([status, body.code]).toEqual([409, 'USERNAME_REQUIRED']);
    const text = await metrics();
    expect(text).toMatch(/^facegate_identification_threshold\{probe="picture"\} (NaN|Nan)$/m);
    expect(text).toMatch(/^facegate_identification_supported_accounts\{probe="picture"\} 3$/m);
    expect(text).toMatch(/^facegate_index_accounts 4$/m);
  });

  it('verifies who gives a name', async () => {
    expect(await recognize('ben')).toMatchObject({ status: 200, body: { user: { username: 'ben' } } });
  });
});
