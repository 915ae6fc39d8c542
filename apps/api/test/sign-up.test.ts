import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceList, FaceImage, StoredFacial } from '@facegate/contracts';
import { emptyRoom, personA, personB, twoPeople } from '@facegate/test-footage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, image, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

interface UserRow {
  id: string;
  username: string;
  password_hash: string;
  facial_data: { model: string; metric: string; faces: Record<string, unknown>[] };
}

describeOnEachDatabase('sign-up', (database) => {
  let server: TestServer;
  let a: FaceImage[];
  beforeAll(async () => {
    server = await startServer(await database.create());
    a = await imagesOfA();
  });
  afterAll(() => server?.stop());

  const store = (body: unknown) => server.client.post<StoredFacial & { code: string }>('/api/user/facial/store', body);
  const problem = (body: unknown) => server.client.post('/api/user/facial/store', body);

  async function everythingKept(): Promise<{ users: number; files: string[] }> {
    const [{ users } = { users: Number.NaN }] = await server.sql<{ users: number }>(
      'SELECT count(*)::int AS users FROM users',
    );
    const files: string[] = await readdir(join(server.dataDir, 'faces'), { recursive: true });
    return { users, files: files.toSorted() };
  }

  describe('of three good pictures', () => {
    let answer: Awaited<ReturnType<typeof signUp>>;
    let row: UserRow;
    beforeAll(async () => {
      answer = await signUp(server.client, a, { username: 'Zoë.K', email: 'Zoe.K@Example.org' });
      [row] = (await server.sql<UserRow>('SELECT * FROM users WHERE id = $1', [answer.body.user.id])) as [UserRow];
    });

    it('signs the person in', async () => {
      expect(answer.body).toMatchObject({
        user: { username: 'Zoë.K', email: 'Zoe.K@Example.org' },
        faces: [
          { pose: 'front', hasImage: true },
          { pose: 'left', hasImage: true },
          { pose: 'right', hasImage: true },
        ],
        expiresIn: 600,
      });
      expect(answer.setCookie).toMatch(/; HttpOnly; SameSite=Strict/);
      expect(answer.setCookie).toMatch(/; Path=\/api\/auth;/);
      const faces = await server.client.get<FaceList>('/api/me/faces', { token: answer.body.accessToken });
      expect(faces.body.faces).toEqual(answer.body.faces);
    });

    it('keeps the password as argon2id only', () => {
      expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(JSON.stringify(row)).not.toContain(PASSWORD);
    });

    it('keeps facial_data in the shape of the contract, vectors sealed', () => {
      expect(Object.keys(row.facial_data).toSorted()).toEqual(['faces', 'metric', 'model']);
      for (const [at, face] of row.facial_data.faces.entries()) {
        expect(Object.keys(face).toSorted()).toEqual(['enrolledAt', 'id', 'pose', 'quality', 'sealed']);
        expect(face['id']).toBe(answer.body.faces[at]?.id);
        // Version, nonce, 128 float32 and tag, in base64.
        expect(Buffer.from(String(face['sealed']), 'base64')).toHaveLength(1 + 12 + 128 * 4 + 16);
      }
    });

    it('keeps the pictures sealed, and no intent open', async () => {
      const folder = join(server.dataDir, 'faces', answer.body.user.id);
      expect((await readdir(folder)).toSorted()).toEqual(answer.body.faces.map(({ id }) => id).toSorted());
      const sealed = await readFile(join(folder, answer.body.faces[0]!.id));
      expect(sealed.includes(Buffer.from(a[0]!.data, 'base64').subarray(0, 64))).toBe(false);
      expect(await readdir(join(server.dataDir, 'faces', '.pending'))).toEqual([]);
    });

    it.each([
      ['username', { username: 'zoË.k' }, 'USERNAME_TAKEN'],
      ['username in full-width letters', { username: 'ｚｏë.k' }, 'USERNAME_TAKEN'],
      ['e-mail', { email: 'ZOE.K@EXAMPLE.ORG' }, 'EMAIL_TAKEN'],
    ])('refuses the same %s in another case', async (_name, fields, code) => {
      expect((await problem(account(a, fields))).body).toMatchObject({ status: 409, code });
    });
  });

  it('stores a username composed and trimmed', async () => {
    const { body } = await signUp(server.client, a.slice(0, 2), { username: '  Ame\u0301lie ' });
    expect(body.user.username).toBe('Am\u00e9lie');
  });

  it('gives one 201 and one 409 when the same name signs up twice at once', async () => {
    const fields = { username: 'twice.at.once' };
    const answers = await Promise.all([store(account(a, fields)), store(account(a, fields))]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('USERNAME_TAKEN');
    const winner = answers.find(({ status }) => status === 201)!.body;
    const rows = await server.sql('SELECT id FROM users WHERE username_key = $1', ['twice.at.once']);
    expect(rows).toEqual([{ id: winner.user.id }]);
    const folders = await readdir(join(server.dataDir, 'faces'));
    const users = await server.sql<{ id: string }>('SELECT id FROM users');
    expect(folders.filter((name) => name !== '.pending').toSorted()).toEqual(users.map(({ id }) => id).toSorted());
  });

  describe('that fails', () => {
    it('leaves no row and no file', async () => {
      const before = await everythingKept();
      expect((await problem(account([a[0], await image(emptyRoom, 'left')]))).status).toBe(422);
      expect(await everythingKept()).toEqual(before);
    });

    it('names every fault of every picture at once, the first on top', async () => {
      const images = [
        a[0],
        await image(emptyRoom, 'left'),
        { pose: 'right', data: a[1]!.data },
        { pose: 'front', data: 'bm90IGEgcGljdHVyZQ==' },
        await image(twoPeople, 'front'),
        { pose: 'up', data: '%%%%' },
      ];
      const { status, body } = await problem(account(images));
      expect(status).toBe(422);
      expect(body.code).toBe('NO_FACE');
      expect(body.errors?.map(({ field, index, code }) => [field, index, code])).toEqual([
        ['images[1].data', 1, 'NO_FACE'],
        ['images[2].data', 2, 'POSE_MISMATCH'],
        ['images[3].data', 3, 'IMAGE_INVALID'],
        ['images[4].data', 4, 'MULTIPLE_FACES'],
        ['images[5].data', 5, 'IMAGE_INVALID'],
      ]);
    });

    it('names the picture that shows another person', async () => {
      const { body } = await problem(account([a[0], await image(personB.left), a[2]]));
      expect(body).toMatchObject({ code: 'FACES_DIFFER', errors: [{ index: 1, code: 'FACES_DIFFER' }] });
    });

    it('demands a front picture', async () => {
      expect((await problem(account([a[1], a[2]]))).body.code).toBe('FRONT_POSE_REQUIRED');
    });

    it('demands consent, and to the text in force', async () => {
      expect((await problem(account(a, { consent: undefined }))).body.code).toBe('CONSENT_REQUIRED');
      expect((await problem(account(a, { consent: { version: '1999' } }))).body.code).toBe('CONSENT_OUTDATED');
    });

    it('reports wrong fields by path', async () => {
      const { status, body } = await problem({
        username: '-x',
        email: 'nobody',
        password: 'short',
        consent: { version: '' },
        images: [{ pose: 'sideways', data: a[0]!.data }, { pose: 'front' }],
      });
      expect(status).toBe(400);
      expect(body.code).toBe('VALIDATION_FAILED');
      const fields = new Set(body.errors?.map(({ field }) => field));
      for (const field of ['username', 'email', 'password', 'consent.version', 'images[0].pose', 'images[1].data'])
        expect(fields).toContain(field);
    });

    it.each([0, 1, 11, 20])('refuses %i pictures', async (count) => {
      const { status, body } = await problem(account(Array.from({ length: count }, () => a[0])));
      expect(status).toBe(400);
      expect(body.errors?.[0]?.field).toBe('images');
    });

    it('refuses a million pictures as one fault', async () => {
      const { body } = await problem(account(Array.from({ length: 1_000_000 }, () => 0)));
      expect(body.errors).toMatchObject([{ field: 'images', code: 'arrayMaxSize' }]);
    });
  });

  it('ignores fields that it does not know, and pollutes no prototype', async () => {
    const body = JSON.stringify(account(await imagesOfB()));
    const rawBody = `{"__proto__": {"isOperator": true}, "constructor": {"prototype": {"isOperator": true}}, "id": "1", ${body.slice(1)}`;
    const answer = await server.client.post<StoredFacial>('/api/user/facial/store', undefined, {
      rawBody,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.user.id).not.toBe('1');
    expect('isOperator' in {}).toBe(false);
  });
});

describeOnEachDatabase('sign-up without keeping pictures', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_KEEP_IMAGES: 'false' });
  });
  afterAll(() => server?.stop());

  it('keeps the templates only', async () => {
    const { body } = await signUp(server.client, [await image(personA.front), await image(personA.left)]);
    expect(body.faces.map(({ hasImage }) => hasImage)).toEqual([false, false]);
    const files = await readdir(join(server.dataDir, 'faces'), { recursive: true });
    expect(files).toEqual(['.pending']);
    const picture = await server.client.get(`/api/me/faces/${body.faces[0]?.id}/image`, { token: body.accessToken });
    expect(picture).toMatchObject({ status: 404, body: { code: 'FACE_NOT_FOUND' } });
    const { body: list } = await server.client.get<FaceList>('/api/me/faces', { token: body.accessToken });
    expect(list).toEqual({ faces: body.faces, keepsImages: false });
  });
});
