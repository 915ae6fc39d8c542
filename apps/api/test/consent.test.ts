import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CONSENT_TEXTS,
  CONSENT_VERSION,
  consentWording,
  type FaceSummary,
  type MyConsent,
  type PrivacyFacts,
  type SignedIn,
  type StoredFacial,
} from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DataKey, DataKeys } from '../src/common/crypto/data-keys.js';
import { DataKeyTenants } from '../src/users/data-key-tenants.js';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const CONSENT = '/api/me/consent';

describeOnEachDatabase('my consent', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_LOOK_ALIKES: 'refuse',
      FACEGATE_PRIVACY_CONTACT: 'Ada, ada@example.org',
      FACEGATE_PICTURE_DAYS: '90',
    });
    await signUp(server.client, await imagesOfB(), { username: 'ben' });
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await server.sql(`DELETE FROM users WHERE username <> 'ben'`);
    await server.restart();
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna', language: 'de' }));
  });

  const token = () => anna.accessToken;
  const mine = async () => (await server.client.get<MyConsent>(CONSENT, { token: token() })).body;
  const withdraw = (bearer = token()) => server.client.delete(CONSENT, { token: bearer });
  const give = (version = CONSENT_VERSION) =>
    server.client.post<MyConsent & { code: string }>(CONSENT, { version }, { token: token() });
  const addFace = async (picture = personA.front) =>
    server.client.post<FaceSummary & { code: string }>(
      '/api/me/faces',
      { data: await base64(picture) },
      { token: token() },
    );
  const logInByFace = async () =>
    (
      await server.client.post('/api/user/facial/recognize', {
        image: await base64(personA.otherFront),
        username: 'anna',
      })
    ).status;
  const row = async () => {
    const [found] = await server.sql<{
      id: string;
      data_key: string;
      facial_data: { faces: { id: string; sealed: string }[] };
    }>(`SELECT id, data_key, facial_data FROM users WHERE username = 'anna'`);
    return found!;
  };

  it('is what was agreed to at sign-up, with its text in the person’s language', async () => {
    expect(await mine()).toEqual({
      version: CONSENT_VERSION,
      outdated: false,
      given: {
        version: CONSENT_VERSION,
        language: 'de',
        text: expect.stringContaining(consentWording('de').agreement),
        givenAt: expect.any(String),
      },
      earlier: [],
    });
  });

  it('withdrawn, takes everything of the face, and leaves the account', async () => {
    const before = await row();
    const folder = join(server.dataDir, 'faces', before.id);
    const [file] = await readdir(folder);
    const sealed = await readFile(join(folder, file!));
    expect((await withdraw()).status).toBe(204);
    const after = await row();
    expect(after.facial_data.faces).toEqual([]);
    expect(after.data_key).not.toBe(before.data_key);
    expect(await readdir(join(server.dataDir, 'faces'))).not.toContain(before.id);
    // Whoever kept a copy of the picture opens it by no key that is left.
    const dataKeys = server.app.get(DataKeys, { strict: false });
    expect(() => dataKeys.unwrap({ id: after.id, dataKey: after.data_key }).open(sealed, 'picture', file!)).toThrow(
      'seal',
    );
    expect(
      dataKeys.unwrap({ id: before.id, dataKey: before.data_key }).open(sealed, 'picture', file!).length,
    ).toBeGreaterThan(0);
    const metrics = await server.client.get<Buffer>('/api/health/metrics');
    expect(metrics.body.toString()).toContain('facegate_index_accounts 1\n');
    expect(await logInByFace()).toBe(401);
    const byPassword = await server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD });
    expect(byPassword.status).toBe(200);
    const { given, earlier } = await mine();
    expect(given).toBeUndefined();
    expect(earlier).toMatchObject([{ version: CONSENT_VERSION, endedAt: expect.any(String) }]);
    const mails = await server.sql<{ kind: string }>('SELECT kind FROM queued_mails WHERE user_id = $1', [after.id]);
    expect(mails.map(({ kind }) => kind)).not.toContain('account-erased');
    const again = await withdraw();
    expect({ status: again.status, code: again.body.code }).toEqual({ status: 422, code: 'CONSENT_REQUIRED' });
  });

  it('is needed for a new face, and given again turns the face on', async () => {
    await withdraw();
    expect((await addFace()).body.code).toBe('CONSENT_REQUIRED');
    expect((await give('1999')).body.code).toBe('CONSENT_OUTDATED');
    expect((await give()).body.given?.version).toBe(CONSENT_VERSION);
    expect((await addFace(personA.left)).body.code).toBe('FRONT_POSE_REQUIRED');
    expect((await addFace(personB.front)).body.code).toBe('FACE_ALREADY_ENROLLED');
    const added = await addFace();
    expect(added.status).toBe(201);
    expect(await logInByFace()).toBe(200);
    expect((await addFace(personB.front)).body.code).toBe('FACES_DIFFER');
    expect((await addFace(personA.left)).status).toBe(201);
    await server.restart();
    expect(await logInByFace()).toBe(200);
    const image = await server.client.get<Buffer>(`/api/me/faces/${added.body.id}/image?size=original`, {
      token: token(),
    });
    expect(image.body.equals(await personA.front.jpeg())).toBe(true);
  });

  it('to an older text is outdated, and asked for anew before a face is added', async () => {
    await server.sql(`UPDATE consents SET version = '2026-01' WHERE user_id = $1`, [anna.user.id]);
    expect(await mine()).toMatchObject({ outdated: true, given: { version: '2026-01', text: '' } });
    expect((await addFace()).body.code).toBe('CONSENT_OUTDATED');
    expect(await logInByFace()).toBe(200);
    await give();
    expect(await mine()).toMatchObject({ outdated: false, earlier: [{ version: '2026-01' }] });
    expect((await addFace(personA.otherFront)).status).toBe(201);
  });

  it('to the text before is shown with that text, and withdrawn as any other', async () => {
    await server.sql(`UPDATE consents SET version = '2026-11' WHERE user_id = $1`, [anna.user.id]);
    const { outdated, given } = await mine();
    expect(outdated).toBe(true);
    expect(given?.text).toContain(CONSENT_TEXTS['2026-11']!.de.agreement);
    expect((await give('2026-11')).body.code).toBe('CONSENT_OUTDATED');
    expect((await withdraw()).status).toBe(204);
    expect((await row()).facial_data.faces).toEqual([]);
  });

  it('withdrawn while a face is added, leaves none', async () => {
    const [added, withdrawn] = await Promise.all([addFace(personA.otherFront), withdraw()]);
    expect(withdrawn.status).toBe(204);
    expect([201, 422]).toContain(added.status);
    expect((await row()).facial_data.faces).toEqual([]);
    expect(await logInByFace()).toBe(401);
  });

  it('is withdrawn also where the key of the faces does not open any more', async () => {
    const { id } = await row();
    await server.sql(`UPDATE users SET data_key = (SELECT data_key FROM users WHERE username = 'ben') WHERE id = $1`, [
      id,
    ]);
    expect((await withdraw()).status).toBe(204);
    expect((await row()).facial_data.faces).toEqual([]);
    expect(await readdir(join(server.dataDir, 'faces'))).not.toContain(id);
    await give();
    expect((await addFace()).status).toBe(201);
  });

  it('withdrawn twice at once, is withdrawn once', async () => {
    const answers = await Promise.all([withdraw(), withdraw()]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 422]);
  });

  it('withdrawn, has what else the key sealed sealed anew', async () => {
    const tenants = server.app.get(DataKeyTenants, { strict: false });
    const resealed: [DataKey, DataKey][] = [];
    tenants.register({
      reseal: (_transaction, before, after) => {
        resealed.push([before, after]);
        return Promise.resolve();
      },
    });
    await withdraw();
    expect(resealed).toHaveLength(1);
    const [[before, after]] = resealed as [[DataKey, DataKey]];
    const after2 = await row();
    const stored = server.app.get(DataKeys, { strict: false }).unwrap({ id: after2.id, dataKey: after2.data_key });
    expect(stored.export().equals(after.export())).toBe(true);
    expect(stored.export().equals(before.export())).toBe(false);
  });

  it('is nobody’s but the person’s who proved a moment ago to be it', async () => {
    expect((await server.client.delete(CONSENT)).body.code).toBe('UNAUTHENTICATED');
    expect((await server.client.get(CONSENT)).body.code).toBe('UNAUTHENTICATED');
    await server.sql(`UPDATE sessions SET authenticated_at = now() - interval '1 hour'`);
    expect((await withdraw()).body.code).toBe('STEP_UP_REQUIRED');
    expect((await row()).facial_data.faces).toHaveLength(3);
  });

  describe('GET /api/privacy', () => {
    it('tells everybody how long things are kept, and whom to ask', async () => {
      const { status, body } = await server.client.get<PrivacyFacts>('/api/privacy');
      expect({ status, body }).toEqual({
        status: 200,
        body: {
          contact: 'Ada, ada@example.org',
          keepsPictures: true,
          sendsMail: false,
          asksForLeakedPasswords: false,
          days: {
            auditEvents: 365,
            pictures: 90,
            endedSessions: 30,
            attempts: 30,
            deviceCookie: 180,
            queuedMails: 3,
            outboxMails: 30,
          },
        },
      });
    });
  });
});
