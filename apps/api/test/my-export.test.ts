import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AccountEvent, CONSENT_VERSION, type StoredFacial } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { Logger } from '@nestjs/common';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('my account as a file', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben', email: 'ben@example.org' }));
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' }));
    await server.client.post('/api/auth/login', { username: 'anna', password: 'a wrong one' });
  });
  afterAll(() => server?.stop());

  const open = async () => {
    const answer = await server.client.get<Buffer>('/api/me/export', { token: anna.accessToken });
    expect(answer.status).toBe(200);
    const files = unzipSync(answer.body);
    const read = (name: string): unknown => JSON.parse(strFromU8(files[name]!));
    return { ...answer, files, read };
  };

  it('has everything that is stored of the person', async () => {
    const { headers, files, read } = await open();
    expect(headers.get('content-type')).toBe('application/zip');
    expect(headers.get('content-disposition')).toBe('attachment; filename="facegate-export.zip"');
    expect(headers.get('cache-control')).toBe('no-store');
    const front = `faces/${anna.faces[0]!.id}.jpeg`;
    expect(Object.keys(files)).toEqual([
      ...anna.faces.map(({ id }) => `faces/${id}.jpeg`),
      'events.json',
      'account.json',
    ]);
    expect(Buffer.from(files[front]!).equals(await personA.front.jpeg())).toBe(true);
    expect(read('account.json')).toMatchObject({
      notes: expect.arrayContaining([expect.stringContaining('Feature vectors'), expect.stringContaining('password')]),
      account: {
        id: anna.user.id,
        username: 'anna',
        email: 'anna@example.org',
        updatedAt: expect.any(String),
      },
      consents: [{ version: CONSENT_VERSION, language: 'en', text: expect.stringContaining('I agree that my face') }],
      faces: anna.faces.map(({ id, pose, quality, enrolledAt }) => ({
        id,
        pose,
        quality,
        enrolledAt,
        picture: `faces/${id}.jpeg`,
      })),
      sessions: [{ method: 'face', endedAt: null, expiresAt: expect.any(String) }],
    });
    const events = read('events.json') as AccountEvent[];
    expect(events.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'data-exported success',
      'sign-in failure',
      'sign-up success',
      'consent-given success',
    ]);
  });

  it('has no vector, no key, no hash, and nothing of anybody else', async () => {
    const { files } = await open();
    const [row] = await server.sql<{
      password_hash: string;
      data_key: string;
      facial_data: { faces: { sealed: string }[] };
    }>('SELECT * FROM users WHERE id = $1', [anna.user.id]);
    const text = ['account.json', 'events.json'].map((name) => strFromU8(files[name]!)).join('');
    for (const secret of [row!.password_hash, row!.data_key, row!.facial_data.faces[0]!.sealed, ben.user.id, 'ben@'])
      expect(text).not.toContain(secret);
  });

  it('has a history of any length, whole', async () => {
    await server.sql(
      `INSERT INTO audit_events (seq, id, at, action, actor, outcome, method, subject, key_id, hash)
       SELECT 1000 + n, gen_random_uuid(), now() - n * interval '1 minute', 'sign-in', 'self', 'success', 'password',
         audit_subject, '', '' FROM users, generate_series(1, 450) n WHERE users.id = $1`,
      [anna.user.id],
    );
    const signIns = ((await open()).read('events.json') as AccountEvent[]).filter(({ action }) => action === 'sign-in');
    expect(signIns).toHaveLength(451);
    await server.sql('DELETE FROM audit_events');
    expect((await open()).read('events.json')).toMatchObject([{ action: 'data-exported' }]);
  });

  it('comes without the pictures that are not there or do not open, and says so', async () => {
    const told = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const [missing, broken] = anna.faces.map(({ id }) => join(server.dataDir, 'faces', anna.user.id, id));
    await rm(missing!);
    await writeFile(broken!, Buffer.alloc(500, 1));
    const { files, read } = await open();
    const { faces } = read('account.json') as { faces: { picture: string | null; pictureFault?: string }[] };
    expect(faces.map(({ picture }) => picture === null)).toEqual([true, true, false]);
    expect(faces.map(({ pictureFault }) => pictureFault !== undefined)).toEqual([false, true, false]);
    expect(Object.keys(files)).toHaveLength(3);
    expect(told).toHaveBeenCalled();
    told.mockRestore();
  });
});
