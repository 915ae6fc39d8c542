import type { FaceList, SignedIn, StoredFacial } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { type KeptFrame, newNonce } from './support/live-person.js';
import { type HeldProof, proofOf } from './support/live-proofs.js';
import { account, base64, PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const STORE = '/api/user/facial/store';
const SITTING = [personA.front, personA.left, personA.right];

describeOnEachDatabase('sign-up by a live check', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_LIVENESS: 'on',
      FACEGATE_UPLOADS: 'checked',
      FACEGATE_LOOK_ALIKES: 'refuse',
    });
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    const { body } = await server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD });
    const leave = { token: body.accessToken, body: { password: PASSWORD } };
    if (body.accessToken) await server.client.delete('/api/me', leave);
    await server.sql('DELETE FROM liveness_proofs');
  });

  const session = (): Promise<HeldProof> => proofOf(server, SITTING, { purpose: 'sign-up' });
  const store = (images: KeptFrame[], fields: object) =>
    server.client.post<StoredFacial & { code: string }>(STORE, account(images, { username: 'anna', ...fields }));
  const proofs = async () => (await server.sql('SELECT id FROM liveness_proofs')).length;
  const users = async () => (await server.sql('SELECT id FROM users')).length;

  it('makes an account whose references are the frames that were kept, once', async () => {
    const { fields, images } = await session();
    const { status, body } = await store(images, fields);
    expect([status, body.user.faceLogIn]).toEqual([201, 'on']);
    expect(body.faces.map(({ pose, isReference }) => [pose, isReference])).toEqual([
      ['front', true],
      ['left', true],
      ['right', true],
    ]);
    const token = body.accessToken;
    expect((await server.client.get<FaceList>('/api/me/faces', { token })).body.faces).toEqual(body.faces);
    const picture = await server.client.get<Buffer>(`/api/me/faces/${body.faces[1]!.id}/image?size=original`, {
      token,
    });
    expect(picture.body.equals(await personA.left.jpeg())).toBe(true);
    expect(await proofs()).toBe(0);
    const again = await store(images, { ...fields, username: 'anna.again' });
    expect([again.status, again.body.code]).toEqual([403, 'LIVENESS_INVALID']);
    const later = await proofOf(server, [personA.otherFront, personA.otherLeft], { purpose: 'sign-in' });
    expect((await server.client.post<SignedIn>('/api/user/facial/recognize', later.fields)).body).toMatchObject({
      user: { username: 'anna', faceLogIn: 'on' },
    });
  });

  it('takes a part of the frames, as long as one is from the front', async () => {
    const { fields, images } = await session();
    const sides = await store(images.slice(1), fields);
    expect([sides.status, sides.body.code]).toEqual([422, 'FRONT_POSE_REQUIRED']);
    expect((await store(images.slice(0, 2), fields)).body.faces).toHaveLength(2);
  });

  it('lets the page mend what has nothing to do with the face, and use the same proof', async () => {
    await store(...(await used('taken')));
    await server.sql(`UPDATE users SET facial_data = jsonb_set(facial_data, '{faces}', '[]')`);
    await server.restart();
    const { fields, images } = await session();
    const codes = [];
    for (const wrong of [
      { username: 'taken' },
      { email: 'taken@example.org' },
      { password: 'password1' },
      { password: 'short' },
      { username: '-' },
      { consent: undefined },
      { consent: { version: '1999-01-01' } },
    ])
      codes.push((await store(images, { ...fields, ...wrong })).body.code);
    expect(codes).toEqual([
      'USERNAME_TAKEN',
      'EMAIL_TAKEN',
      'PASSWORD_TOO_COMMON',
      'VALIDATION_FAILED',
      'VALIDATION_FAILED',
      'CONSENT_REQUIRED',
      'CONSENT_OUTDATED',
    ]);
    expect((await store(images, fields)).status).toBe(201);
    await server.sql('DELETE FROM users');
    await server.restart();
  });

  async function used(username: string): Promise<[KeptFrame[], object]> {
    const { fields, images } = await session();
    return [images, { ...fields, username, email: `${username}@example.org` }];
  }

  it.each<[string, (images: KeptFrame[]) => KeptFrame[] | Promise<KeptFrame[]>]>([
    ['a frame as another pose', ([front, left, right]) => [front!, { ...left!, data: right!.data }, right!]],
    [
      'frames swapped between poses',
      ([front, left]) => [
        { ...front!, data: left!.data },
        { ...left!, data: front!.data },
      ],
    ],
    ['a frame twice', ([front]) => [front!, front!]],
    [
      'another picture of the person',
      async ([front]) => [front!, { pose: 'left', data: await base64(personA.otherLeft) }],
    ],
    ['a picture of somebody else', async ([front]) => [front!, { pose: 'left', data: await base64(personB.left) }]],
    ['a pose that was not kept', ([front, left]) => [front!, { pose: 'up', data: left!.data }]],
  ])('does not take %s, and uses the proof up', async (_name, change) => {
    const { fields, images } = await session();
    const before = await users();
    const { status, body } = await store(await change(images), fields);
    expect([status, body.code]).toEqual([403, 'LIVENESS_INVALID']);
    expect([await proofs(), await users()]).toEqual([0, before]);
    expect((await store(images, fields)).body.code).toBe('LIVENESS_INVALID');
  });

  it('does not take the proof of another purpose, nonce or server time', async () => {
    const logIn = await proofOf(server, SITTING, { purpose: 'sign-in' });
    expect((await store(logIn.images, logIn.fields)).body.code).toBe('LIVENESS_INVALID');
    const other = await session();
    expect((await store(other.images, { ...other.fields, nonce: newNonce() })).body.code).toBe('LIVENESS_INVALID');
    expect((await store(other.images, other.fields)).body.code).toBe('LIVENESS_INVALID');
    const late = await session();
    await server.sql(`UPDATE liveness_proofs SET expires_at = now() - interval '1 second'`);
    expect((await store(late.images, late.fields)).body.code).toBe('LIVENESS_INVALID');
  });

  it('does not take frames of two people, whatever the session let pass', async () => {
    const { fields, images } = await proofOf(server, [personA.front, personB.left], { purpose: 'sign-up' });
    expect((await store(images, fields)).body.code).toBe('FACES_DIFFER');
    expect(await proofs()).toBe(0);
  });

  it('does not take frames of somebody else than the session was live with', async () => {
    const before = await users();
    const held = await proofOf(server, [personB.front, personB.left], { purpose: 'sign-up', seen: SITTING });
    const { status, body } = await store(held.images, held.fields);
    expect([status, body.code]).toEqual([422, 'FACES_DIFFER']);
    expect([await proofs(), await users()]).toEqual([0, before]);
  });

  it('uses the proof up when the face has an account', async () => {
    await store(...(await used('anna')));
    const { fields, images } = await session();
    expect((await store(images, { ...fields, username: 'anna2' })).body.code).toBe('FACE_ALREADY_ENROLLED');
    expect(await proofs()).toBe(0);
  });

  it('makes one account of two requests at once with one proof', async () => {
    const { fields, images } = await session();
    const answers = await Promise.all(['anna', 'anna.too'].map((username) => store(images, { ...fields, username })));
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
    await server.sql('DELETE FROM users');
    await server.restart();
  });
});

describeOnEachDatabase('two sign-ups at once with one proof, where look-alikes are allowed', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on', FACEGATE_UPLOADS: 'checked' });
  });
  afterAll(() => server?.stop());

  it('are one account, and nothing is left of the other', async () => {
    const { fields, images } = await proofOf(server, SITTING, { purpose: 'sign-up' });
    const answers = await Promise.all(
      [1, 2, 3].map(() => server.client.post<{ code?: string }>(STORE, account(images, fields))),
    );
    const codes = answers.map(({ status, body }) => body.code ?? String(status));
    expect(codes.toSorted((one, other) => one.localeCompare(other))).toEqual([
      '201',
      'LIVENESS_INVALID',
      'LIVENESS_INVALID',
    ]);
    expect(await server.sql('SELECT id FROM users')).toHaveLength(1);
  });
});
