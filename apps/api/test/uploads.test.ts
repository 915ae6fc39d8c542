import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceImage, FaceList, FaceSummary, SignedIn, StoredFacial } from '@facegate/contracts';
import { personA, personB, type Picture } from '@facegate/test-footage';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { type KeptFrame, newNonce } from './support/live-person.js';
import { type HeldProof, proofOf } from './support/live-proofs.js';
import { drained } from './support/mail-server.js';
import { account, base64, image, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const RECOGNIZE = '/api/user/facial/recognize';
const FACES = '/api/me/faces';
const SITTING = [personA.otherFront, personA.otherLeft];

describeOnEachDatabase('an account made from files', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_LIVENESS: 'on',
      FACEGATE_UPLOADS: 'checked',
      FACEGATE_LOOK_ALIKES: 'refuse',
    });
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    if (anna) await server.client.delete('/api/me', { token: anna.accessToken, body: { password: PASSWORD } });
    for (const table of ['attempt_counts', 'liveness_proofs']) await server.sql(`DELETE FROM ${table}`);
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
  });

  const asAnna = () => ({ token: anna.accessToken });
  const session = (pictures: Picture[], userId = anna.user.id, seen = pictures) =>
    proofOf(server, pictures, { purpose: 'add-face', userId, seen });
  /** A session that was live with Anna, and kept a frame of somebody else. */
  const foreignFrame = () => session([personB.front], anna.user.id, SITTING);
  const activate = ({ fields, images }: HeldProof, changes: object = {}, person = anna) =>
    server.client.post<FaceList & { code: string }>(
      `${FACES}/activate`,
      { images, ...fields, ...changes },
      { token: person.accessToken },
    );
  const add = (body: object) => server.client.post<FaceSummary & { code: string }>(FACES, body, asAnna());
  const list = async () => (await server.client.get<FaceList>(FACES, asAnna())).body.faces;
  const remove = (id: string) => server.client.delete(`${FACES}/${id}`, asAnna());
  const kinds = async () => (await list()).map(({ pose, isReference }) => [pose, isReference]);
  const state = async () => (await server.client.get<StoredFacial['user']>('/api/me', asAnna())).body.faceLogIn;
  const logIn = async (pictures: Picture[], username?: string) => {
    const { fields } = await proofOf(server, pictures, { purpose: 'sign-in' });
    return server.client.post<SignedIn & { code: string }>(RECOGNIZE, { ...fields, ...(username && { username }) });
  };
  const proofs = async () => (await server.sql('SELECT id FROM liveness_proofs')).length;
  const addForeign = async () => {
    const { fields, images } = await foreignFrame();
    const { status, body } = await add({ ...images[0], ...fields });
    return [status, body.code, await proofs()];
  };

  it('waits: its faces are pictures, and nobody was seen with them', async () => {
    expect([anna.user.faceLogIn, await state()]).toEqual(['pending', 'pending']);
    expect(anna.faces.map(({ isReference, hasImage }) => [isReference, hasImage])).toEqual([
      [false, true],
      [false, true],
      [false, true],
    ]);
    expect(await list()).toEqual(anna.faces);
    const claims = JSON.parse(Buffer.from(anna.accessToken.split('.')[1]!, 'base64url').toString()) as {
      amr: string[];
    };
    expect(claims.amr).toEqual(['pwd']);
  });

  it('opens to no face, like a name that is nobody’s', async () => {
    const named = await logIn(SITTING, 'anna');
    const nobodys = await logIn(SITTING, 'nobody.at.all');
    expect(named).toMatchObject({ status: 401, body: { code: 'FACE_NOT_RECOGNIZED' } });
    expect(named.body).toEqual(nobodys.body);
    expect((await logIn(SITTING)).body.code).toBe('FACE_NOT_RECOGNIZED');
    const stepUp = await proofOf(server, SITTING, { purpose: 'step-up', userId: anna.user.id });
    const proof = await server.client.post('/api/auth/step-up', stepUp.fields, asAnna());
    expect(proof.body.code).toBe('FACE_NOT_RECOGNIZED');
    await server.restart();
    expect((await logIn(SITTING)).body.code).toBe('FACE_NOT_RECOGNIZED');
  });

  it('is turned on by a live check of the same person, whose frames are the references from then on', async () => {
    const held = await session(SITTING);
    const { status, body } = await activate(held);
    expect(status).toBe(200);
    expect(body.faces.map(({ pose, isReference }) => [pose, isReference])).toEqual([
      ['front', false],
      ['left', false],
      ['right', false],
      ['front', true],
      ['left', true],
    ]);
    expect([await state(), await proofs()]).toEqual(['on', 0]);
    expect(await list()).toEqual(body.faces);
    expect((await activate(held)).body.code).toBe('LIVENESS_INVALID');
    expect((await logIn([personA.near])).body.user.username).toBe('anna');
    await server.restart();
    expect((await logIn([personA.near], 'anna')).status).toBe(200);
    const events = await server.sql<{ action: string }>(`SELECT action FROM audit_events WHERE action = 'face-added'`);
    expect(events.length).toBeGreaterThanOrEqual(1);
    await drained(server);
    const mails = (await readdir(join(server.dataDir, 'outbox'))).filter((name) => name.includes('face-added'));
    expect(mails.length).toBeGreaterThanOrEqual(1);
  });

  it('is not turned on by somebody else, who uses the proof up', async () => {
    const { status, body } = await activate(await session([personB.front, personB.left]));
    expect([status, body.code]).toEqual([422, 'FACES_DIFFER']);
    expect([await state(), await proofs(), (await list()).length]).toEqual(['pending', 0, 3]);
  });

  it('is not turned on with a frame of somebody else than the session was live with', async () => {
    const { status, body } = await activate(await foreignFrame());
    expect([status, body.code]).toEqual([422, 'FACES_DIFFER']);
    expect([await state(), await proofs(), await list()]).toEqual(['pending', 0, anna.faces]);
  });

  it.each<[string, (held: HeldProof) => object]>([
    ['another nonce', () => ({ nonce: newNonce() })],
    ['frames swapped', ({ images: [front, left] }) => ({ images: [{ ...front, data: left!.data }, left] })],
  ])('does not take %s, and uses the proof up', async (_name, change) => {
    const held = await session(SITTING);
    expect((await activate(held, change(held))).body.code).toBe('LIVENESS_INVALID');
    expect(await proofs()).toBe(0);
    expect(await state()).toBe('pending');
  });

  it('does not take the session of another account, purpose, or none', async () => {
    const ben = await signUp(server.client, [await image(personB.front), await image(personB.left)]);
    expect((await activate(await session(SITTING, ben.body.user.id))).body.code).toBe('LIVENESS_INVALID');
    expect((await activate(await session(SITTING), {}, ben.body)).body.code).toBe('LIVENESS_INVALID');
    expect((await activate(await proofOf(server, SITTING, { purpose: 'sign-up' }))).body.code).toBe('LIVENESS_INVALID');
    expect(await proofs()).toBe(0);
    expect((await activate(await session(SITTING), { livenessToken: undefined })).body.code).toBe('LIVENESS_REQUIRED');
    await server.client.delete('/api/me', { token: ben.body.accessToken, body: { password: PASSWORD } });
  });

  it('lets a proof stand while something else is to be mended', async () => {
    const held = await session(SITTING);
    expect((await activate(held, { images: [held.images[1]] })).body.code).toBe('FRONT_POSE_REQUIRED');
    expect((await activate(held, { images: [] })).body.code).toBe('VALIDATION_FAILED');
    await server.sql(`UPDATE sessions SET authenticated_at = now() - interval '1 hour'`);
    expect((await activate(held)).body).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: ['password'] });
    await server.sql(`UPDATE sessions SET authenticated_at = now()`);
    expect((await activate(held)).status).toBe(200);
  });

  it('is turned on once by two requests at once', async () => {
    const held = await session(SITTING);
    const answers = await Promise.all([activate(held), activate(held)]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(await list()).toHaveLength(5);
  });

  it('is not turned on with a face that has an account', async () => {
    const other = await proofOf(server, [personB.front, personB.left], { purpose: 'sign-up' });
    const ben = await signUp(server.client, other.images, { ...other.fields, username: 'ben' });
    await server.client.delete('/api/me', { token: anna.accessToken, body: { password: PASSWORD } });
    // The first files came before the account that is found.
    await server.restart({ FACEGATE_LOOK_ALIKES: 'allow' });
    ({ body: anna } = await signUp(server.client, [await image(personB.smiling), await image(personB.right)]));
    await server.restart();
    const held = await session([personB.otherFront]);
    expect((await activate(held)).body.code).toBe('FACE_ALREADY_ENROLLED');
    expect([await state(), await proofs()]).toEqual(['pending', 0]);
    await server.client.delete('/api/me', { token: ben.body.accessToken, body: { password: PASSWORD } });
  });

  describe('one more face', () => {
    it('from a file is a picture, of the person of every other file', async () => {
      expect((await add(await image(personB.front))).body.code).toBe('FACES_DIFFER');
      const { status, body } = await add(await image(personA.near));
      expect([status, body.isReference, await state()]).toEqual([201, false, 'pending']);
    });

    it('from a live check turns log-in by face on, when it is from the front', async () => {
      const side = await session([personA.otherLeft]);
      expect((await add({ ...side.images[0], ...side.fields })).body.code).toBe('FRONT_POSE_REQUIRED');
      const front = await session([personA.otherFront]);
      const { status, body } = await add({ ...front.images[0], ...front.fields });
      expect([status, body.isReference, await state()]).toEqual([201, true, 'on']);
      const more = await add(await image(personA.near));
      expect([more.status, more.body.isReference]).toEqual([201, false]);
      expect((await add(await image(personB.front))).body.code).toBe('FACES_DIFFER');
      const again = await session([personA.otherLeft]);
      expect((await add({ data: again.images[0]!.data, ...again.fields })).body).toMatchObject({
        pose: 'left',
        isReference: true,
      });
      const others = await session([personB.left]);
      expect((await add({ ...others.images[0], ...others.fields })).body.code).toBe('FACES_DIFFER');
      expect(await proofs()).toBe(1);
    });

    it('is not somebody else’s than the session was live with, whether log-in by face is on or waits', async () => {
      expect(await addForeign()).toEqual([422, 'FACES_DIFFER', 0]);
      expect([await state(), await list()]).toEqual(['pending', anna.faces]);
      await activate(await session(SITTING));
      const before = await list();
      expect(await addForeign()).toEqual([422, 'FACES_DIFFER', 0]);
      expect(await list()).toEqual(before);
    });

    it('is the frame that the session kept, or the proof is used up', async () => {
      const held = await session(SITTING);
      const other = { pose: 'front', data: await base64(personA.near) };
      expect((await add({ ...other, ...held.fields })).body.code).toBe('LIVENESS_INVALID');
      expect((await add({ ...held.images[0], ...held.fields })).body.code).toBe('LIVENESS_INVALID');
    });
  });

  it('keeps the last reference while log-in by face is on, however many files there are', async () => {
    const files = await list();
    await activate(await session([personA.otherFront]));
    const reference = (await list()).find(({ isReference }) => isReference)!;
    expect((await remove(reference.id)).body.code).toBe('LAST_FACE');
    for (const { id } of files) expect((await remove(id)).status).toBe(204);
    expect(await kinds()).toEqual([['front', true]]);
    expect((await logIn([personA.near])).status).toBe(200);
  });

  it('may lose its files while it waits', async () => {
    for (const { id } of await list()) expect((await remove(id)).status).toBe(204);
    expect([await state(), await list()]).toEqual(['off', []]);
    expect((await activate(await session(SITTING))).status).toBe(200);
    expect(await state()).toBe('on');
  });

  it('goes with the consent, and can be turned on again under another one', async () => {
    expect((await server.client.delete('/api/me/consent', asAnna())).status).toBe(204);
    expect([await state(), await list()]).toEqual(['off', []]);
    const held = await session(SITTING);
    expect((await activate(held)).body.code).toBe('CONSENT_REQUIRED');
    const { consent } = account([]) as { consent: object };
    await server.client.post('/api/me/consent', consent, asAnna());
    expect((await activate(held)).status).toBe(200);
    expect(await state()).toBe('on');
  });

  it('says in the export which faces are compared', async () => {
    await activate(await session([personA.otherFront]));
    const zip = await server.client.get<Buffer>('/api/me/export', asAnna());
    const { faces } = JSON.parse(strFromU8(unzipSync(zip.body)['account.json']!)) as { faces: FaceSummary[] };
    expect(faces.map(({ pose, isReference }) => [pose, isReference])).toEqual(await kinds());
    expect(faces.filter(({ isReference }) => isReference)).toHaveLength(1);
  });
});

describeOnEachDatabase('a server that no longer asks for live checks', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on', FACEGATE_UPLOADS: 'checked' });
  });
  afterAll(() => server?.stop());

  it('leaves what waits as it is, and lets pictures of the same person turn it on', async () => {
    const { body } = await signUp(server.client, await imagesOfA(), { username: 'anna' });
    await server.restart({ FACEGATE_LIVENESS: 'off' });
    const probe = { image: await base64(personA.near), username: 'anna' };
    const recognize = () => server.client.post<SignedIn & { code: string }>(RECOGNIZE, probe);
    expect((await recognize()).body.code).toBe('FACE_NOT_RECOGNIZED');
    const activate = (images: KeptFrame[]) =>
      server.client.post<FaceList & { code: string }>(`${FACES}/activate`, { images }, { token: body.accessToken });
    expect((await activate([await image(personB.front)])).body.code).toBe('FACES_DIFFER');
    expect((await activate([await image(personA.otherFront)])).body.faces).toHaveLength(4);
    expect((await recognize()).body.user.faceLogIn).toBe('on');
  });
});

describeOnEachDatabase('a server that trusts files', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on', FACEGATE_UPLOADS: 'trusted' });
  });
  afterAll(() => server?.stop());

  it('compares with them at once', async () => {
    const images: FaceImage[] = await imagesOfA();
    const { body } = await signUp(server.client, images, { username: 'anna' });
    expect([body.user.faceLogIn, body.faces.every(({ isReference }) => isReference)]).toEqual(['on', true]);
    const { fields } = await proofOf(server, SITTING, { purpose: 'sign-in' });
    expect((await server.client.post<SignedIn>(RECOGNIZE, fields)).body.user.username).toBe('anna');
    const added = await server.client.post<FaceSummary>(FACES, await image(personA.near), { token: body.accessToken });
    expect(added.body.isReference).toBe(true);
  });
});
