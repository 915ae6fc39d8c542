import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONSENT_VERSION, type FaceSummary, type ProofPurpose, type SignedIn } from '@facegate/contracts';
import { personA, personB, type Picture } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { AuditTrail } from '../src/audit/audit-trail.js';
import { FaceExtractor } from '../src/face/face-extractor.js';
import { MailedLinks } from '../src/mail/mailed-links.js';
import type { Answer } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { newNonce } from './support/live-person.js';
import { type HeldProof, proofOf } from './support/live-proofs.js';
import { drained } from './support/mail-server.js';
import { ask } from './support/operator.js';
import { base64, imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { found, type Secret, tracesOfBytes, tracesOfText, tracesOfVector } from './support/traces.js';

const PASSWORDS = {
  first: 'The first "p4ssword" of anna & co',
  second: 'another, längeres Passwort 7',
  third: 'a third one from a link 99',
  wrong: 'Wr0ng-but-secret-anyway!',
};

describeOnEachDatabase('no password, token or face', (database) => {
  let server: TestServer;
  const secrets: Secret[] = [];
  /** What was logged, in whatever way. */
  let logged = '';
  /** Bodies and headers of all answers that are no success. */
  let refused = '';

  beforeAll(async () => {
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        logged += String(text);
        return true;
      });
    server = await startServer(await database.create(), { FACEGATE_LOG_LEVEL: 'debug', FACEGATE_LIVENESS: 'on' });
    for (const [name, text] of Object.entries(PASSWORDS)) secrets.push(...tracesOfText(`password ${name}`, text));
    for (const picture of [personA.front, personA.otherFront, personB.front]) await keepPicture(picture);
    await walk();
    await server.app.get(AuditTrail, { strict: false }).settled();
  }, 120_000);
  afterAll(async () => {
    vi.restoreAllMocks();
    await server?.stop();
  });

  async function keepPicture(picture: Picture): Promise<void> {
    const bytes = await picture.jpeg();
    secrets.push(...tracesOfBytes(`picture ${picture.name}`, bytes));
    const face = (await server.app.get(FaceExtractor, { strict: false }).extract(bytes)).largest();
    secrets.push(...tracesOfVector(`vector of ${picture.name}`, face!.vector));
  }

  function keepTokens<T>(answer: Answer<T>): Answer<T> {
    const { accessToken } = (answer.body ?? {}) as Partial<SignedIn>;
    if (accessToken) secrets.push(...tracesOfText('access token', accessToken.split('.')[2]!));
    if (answer.refreshToken) secrets.push(...tracesOfText('refresh token', answer.refreshToken));
    if (answer.status >= 400)
      refused += `${JSON.stringify(answer.body)}${JSON.stringify([...answer.headers.entries()].filter(([name]) => name !== 'set-cookie'))}\n`;
    return answer;
  }

  async function proof(pictures: Picture[], purpose: ProofPurpose, userId?: string): Promise<HeldProof> {
    const held = await proofOf(server, pictures, { purpose, ...(userId !== undefined && { userId }) });
    secrets.push(...tracesOfText('liveness token', held.fields.livenessToken.split('.')[2]!));
    secrets.push(...tracesOfText('nonce', held.fields.nonce));
    return held;
  }

  /** Every way that a person takes, and every way that goes wrong. */
  async function walk(): Promise<void> {
    const { client } = server;
    const first = { username: 'anna', email: 'anna@example.org', password: PASSWORDS.first };
    const anna = keepTokens(await signUp(client, await imagesOfA(), first));
    let token = anna.body.accessToken;
    const post = async <T = object>(path: string, body?: object, options = {}) =>
      keepTokens(await client.post<T>(path, body, options));

    // Refusals, with the secret in every place where it could be put by mistake.
    await post('/api/auth/login', { username: 'anna', password: PASSWORDS.wrong });
    await post('/api/auth/login', { username: PASSWORDS.wrong, password: PASSWORDS.wrong });
    await post('/api/auth/login', { username: 'anna', password: [PASSWORDS.wrong] });
    keepTokens(
      await client.post('/api/auth/login', {}, { rawBody: `{"username":"anna","password":"${PASSWORDS.wrong}` }),
    );
    await post('/api/user/facial/store', {
      ...first,
      consent: { version: CONSENT_VERSION },
      images: await imagesOfA(),
    });
    await post('/api/user/facial/recognize', {
      image: await base64(personB.front),
      username: 'anna',
      livenessToken: 'no.such.token',
      nonce: newNonce(),
    });
    await post('/api/user/facial/recognize', {
      image: await base64(personB.front),
      username: 'anna',
      ...(await proof([personB.front], 'sign-in')).fields,
    });
    await post('/api/user/facial/recognize', {
      image: (await base64(personA.front)).slice(0, 4000),
      username: 'anna',
      ...(await proof([personA.front], 'sign-in')).fields,
    });
    await post('/api/me/faces', { data: await base64(personB.front) }, { token });
    await post('/api/me/faces/verify', { image: await base64(personA.otherFront) }, { token });
    keepTokens(await client.get('/api/me', { token: `${token}x` }));
    keepTokens(await client.get(`/api/me/activity?before=${encodeURIComponent(PASSWORDS.wrong)}`, { token }));
    await post('/api/auth/refresh', undefined, { refreshToken: PASSWORDS.wrong });

    // Log-ins, refresh, reuse.
    const byFace = await post<SignedIn>('/api/user/facial/recognize', {
      image: await base64(personA.otherFront),
      ...(await proof([personA.otherFront], 'sign-in')).fields,
    });
    const refreshed = await post<SignedIn>('/api/auth/refresh', undefined, { refreshToken: byFace.refreshToken });
    await server.sql(`UPDATE refresh_tokens SET used_at = now() - interval '1 hour' WHERE used_at IS NOT NULL`);
    await post('/api/auth/refresh', undefined, { refreshToken: byFace.refreshToken });
    await post('/api/auth/refresh', undefined, { refreshToken: refreshed.refreshToken });

    // A sign-up by a live check, one with the frames of somebody else, and a face that is not the person's.
    const session = await proof([personA.front, personA.left], 'sign-up');
    const named = { username: 'anna.live', email: 'live@example.org', password: PASSWORDS.first };
    const live = { ...named, consent: { version: CONSENT_VERSION }, images: session.images, ...session.fields };
    await post('/api/user/facial/store', { ...live, images: await imagesOfA() });
    const other = await proof([personA.front, personA.left], 'sign-up');
    const made = await post<SignedIn>('/api/user/facial/store', { ...live, ...other.fields });
    const foreign = await proof([personB.front], 'add-face', made.body.user.id);
    const asAnna = { token: made.body.accessToken };
    await post('/api/me/faces/activate', { images: foreign.images, ...foreign.fields }, asAnna);
    await post('/api/auth/step-up', (await proof([personB.front], 'step-up', made.body.user.id)).fields, asAnna);

    // Step-up, changes, faces, export.
    await post('/api/auth/step-up', { password: PASSWORDS.wrong }, { token });
    token = (await post<SignedIn>('/api/auth/step-up', { password: PASSWORDS.first }, { token })).body.accessToken;
    keepTokens(
      await client.patch('/api/me', { password: PASSWORDS.second, currentPassword: PASSWORDS.wrong }, { token }),
    );
    keepTokens(
      await client.patch('/api/me', { password: PASSWORDS.second, currentPassword: PASSWORDS.first }, { token }),
    );
    const added = await post<FaceSummary>('/api/me/faces', { data: await base64(personA.otherFront) }, { token });
    keepTokens(await client.delete(`/api/me/faces/${added.body.id}`, { token }));
    await client.get('/api/me/export', { token });

    // Links.
    await post('/api/auth/recovery', { email: 'anna@example.org' });
    const link = await server.app
      .get(MailedLinks, { strict: false })
      .issue('recovery', { id: anna.body.user.id, email: 'anna@example.org' });
    secrets.push(...tracesOfText('link', link));
    await post('/api/auth/recovery/complete', { token: `${link}x`, password: PASSWORDS.third });
    await post('/api/auth/recovery/complete', { token: link, password: PASSWORDS.third });
    await post('/api/auth/recovery/complete', { token: link, password: PASSWORDS.third });

    // Consent, commands, the end.
    token = (await post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORDS.third })).body.accessToken;
    keepTokens(await client.delete('/api/me/consent', { token }));
    await post('/api/me/faces', { data: await base64(personA.front) }, { token });
    await post('/api/me/consent', { version: CONSENT_VERSION }, { token });
    await post('/api/me/faces', { data: await base64(personA.front) }, { token });
    for (const words of [['keys', 'rotate'], ['reindex'], ['clean'], ['audit', 'verify'], ['audit', 'export']])
      logged += (await ask(server.dataDir, ...words)).output;
    // What is not sent by then goes with the account.
    await drained(server);
    keepTokens(await client.delete('/api/me', { token, body: { password: PASSWORDS.wrong } }));
    keepTokens(await client.delete('/api/me', { token, body: { password: PASSWORDS.third } }));
    await drained(server);
  }

  it('was looked for with traces that would be found', () => {
    expect(secrets.length).toBeGreaterThan(200);
    const log = `POST ${JSON.stringify({ password: PASSWORDS.first })} ${Buffer.from(`xy${PASSWORDS.wrong}`).toString('base64')}`;
    expect(found(log, secrets)).toEqual(['password first', 'password wrong']);
  });

  it('is in a log at the finest level, nor in what commands print', () => {
    expect(logged).toContain('POST /api/auth/login');
    expect(logged).toContain('audit trail is whole');
    expect(found(logged, secrets)).toEqual([]);
  });

  it('is in an answer that refuses', () => {
    for (const code of [
      'CREDENTIALS_INVALID',
      'FACE_NOT_RECOGNIZED',
      'FACES_DIFFER',
      'SESSION_REVOKED',
      'LINK_INVALID',
      'MALFORMED_JSON',
      'CONSENT_REQUIRED',
    ])
      expect(refused).toContain(code);
    expect(found(refused, secrets)).toEqual([]);
  });

  it('is in the audit trail', async () => {
    const rows = await server.sql<{ action: string }>('SELECT * FROM audit_events');
    const actions = new Set(rows.map(({ action }) => action));
    for (const action of [
      'sign-up',
      'sign-in',
      'step-up',
      'refresh-reused',
      'password-changed',
      'password-recovered',
      'recovery-requested',
      'face-added',
      'face-removed',
      'consent-withdrawn',
      'consent-given',
      'data-exported',
      'account-erased',
      'keys-rotated',
      'templates-reindexed',
      'audit-read',
    ])
      expect(actions).toContain(action);
    expect(found(JSON.stringify(rows), secrets)).toEqual([]);
  });

  it('is in a mail', async () => {
    const folder = join(server.dataDir, 'outbox');
    const mails = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    expect(mails.length).toBeGreaterThan(3);
    expect(found(mails.join('\n'), secrets)).toEqual([]);
  });
});
