import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceImage, StoredFacial } from '@facegate/contracts';
import { ENGINES, supportedEnrolled } from '@facegate/face-engine';
import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { morph } from './support/morph.js';
import { account, image, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { enrolStrangers } from './support/strangers.js';

const STORE = '/api/user/facial/store';

/** The least that can be set: some hundred accounts. */
const FPIR = 1e-4;

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

describeOnEachDatabase('a picture that is two people', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  /** Of the two, so that it matches both. */
  let both: FaceImage;
  beforeAll(async () => {
    both = { pose: 'front', data: (await morph(personA.otherFront, personB.otherFront, 0.6)).toString('base64') };
    server = await startServer(await database.create(), { FACEGATE_LOOK_ALIKES: 'refuse' });
  });
  afterAll(() => server?.stop());

  const add = (face: FaceImage, token = ben.accessToken) =>
    server.client.post<{ code?: string }>('/api/me/faces', face, { token });
  const refusalsOf = (userId: string) =>
    server.sql<{ action: string; actor: string }>(
      `SELECT action, actor FROM audit_events WHERE reason = 'FACE_ALREADY_ENROLLED'
       AND subject = (SELECT audit_subject FROM users WHERE id = $1) ORDER BY seq`,
      [userId],
    );

  it('does not bring a second person into one account: every pair of pictures has to be alike', async () => {
    const ofA = [personA.front, personA.near, personA.otherFront, personA.left, personA.otherLeft];
    const images = [...(await Promise.all(ofA.map((picture) => image(picture)))), both, await image(personB.front)];
    const { status, body } = await server.client.post(STORE, account(images));
    expect([status, body.code]).toEqual([422, 'FACES_DIFFER']);
    const named = body.errors!.map(({ index }) => index);
    expect(named).toContain(6);
    expect(named.filter((index) => index! < 5)).toEqual([]);
  });

  it('is refused at sign-up when one of the two is enrolled, though the other pictures are not', async () => {
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    const images = [await image(personB.front), both];
    expect((await server.client.post(STORE, account(images))).body.code).toBe('FACE_ALREADY_ENROLLED');
    await vi.waitFor(async () =>
      expect(await refusalsOf(anna.user.id)).toEqual([{ action: 'sign-up', actor: 'unknown' }]),
    );
  });

  it('is refused as one more face of the other one, and the enrolled person is told', async () => {
    // Both from the front: the morph is not like a turned view of either.
    const ofB = [await image(personB.front), await image(personB.smiling, 'front')];
    ({ body: ben } = await signUp(server.client, ofB, { username: 'ben' }));
    const { status, body } = await add(both);
    expect([status, body.code]).toEqual([409, 'FACE_ALREADY_ENROLLED']);
    await vi.waitFor(async () =>
      expect(await refusalsOf(anna.user.id)).toContainEqual({ action: 'face-added', actor: 'unknown' }),
    );
    expect((await add(await image(personB.otherFront))).status).toBe(201);
  });

  it('tells three times who is enrolled, and then makes wait an hour', async () => {
    for (let asked = 1; asked < 3; asked += 1) expect((await add(both)).status).toBe(409);
    const { status, headers } = await add(both);
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3500);
    expect((await add(await image(personA.near), anna.accessToken)).status).toBe(201);
  });

  it('is taken when alarms are only reported', async () => {
    await server.restart({ FACEGATE_LOOK_ALIKES: 'report' });
    await server.sql('DELETE FROM attempt_counts');
    expect((await add(both)).status).toBe(201);
    const text = String((await server.client.get<Buffer>('/api/health/metrics')).body);
    expect(text).toMatch(/^facegate_look_alikes 1$/m);
  });
});

describeOnEachDatabase('more accounts than a search is good for', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    const supported = supportedEnrolled(ENGINES.sface.fmrCurves['template-picture'], FPIR);
    server = await startServer(await database.create(), { FACEGATE_TARGET_FPIR: String(FPIR) });
    for (const name of ['anna', 'ben', 'cleo'])
      await signUp(server.client, await imagesOfA(), { username: name, email: `${name}@example.org` });
    await enrolStrangers(server, supported - 3);
    await server.restart();
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
    const [, supported] = /^facegate_identification_supported_accounts\{probe="picture"\} (\d+)$/m.exec(text) ?? [];
    expect(text).toContain(`\nfacegate_index_accounts ${Number(supported) + 1}\n`);
  });

  it('verifies who gives a name', async () => {
    expect(await recognize('ben')).toMatchObject({ status: 200, body: { user: { username: 'ben' } } });
  });
});
