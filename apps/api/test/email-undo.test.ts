import { randomUUID } from 'node:crypto';
import type { FaceList, FactorList, SignedIn, UserProfile } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CleanUp } from '../src/retention/clean-up.js';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { drained, MailServer, tokenIn } from './support/mail-server.js';
import { account, image, imagesOfB, PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const CHANGED = 'Your email address was changed';
const NEW_PASSWORD = 'another quiet bicycle';
const INVALID = { status: 403, body: { code: 'LINK_INVALID' } };
const DAY_MS = 24 * 3_600_000;

describeOnEachDatabase('an address that was left', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let anna: Member;
  let email: string;
  let thief: string;
  beforeAll(async () => {
    await mails.start();
    server = await startServer(await database.create(), mails.settings);
  });
  afterAll(async () => {
    await server?.stop();
    await mails.stop();
  });
  beforeEach(async () => {
    await server.sql('DELETE FROM users');
    await server.sql('DELETE FROM attempt_counts');
    [email, thief] = [`anna-${randomUUID()}@example.org`, `thief-${randomUUID()}@example.org`];
    anna = await Member.signUp(server, { username: 'anna', email });
    await confirm(email);
  });

  const confirm = async (address: string) => {
    const token = tokenIn(await mails.next(address, 'Confirm your email address'), '/verify-email');
    const answer = await server.client.post('/api/auth/email/verify', { token }, { token: anna.token });
    expect(answer.status).toBe(204);
  };
  const move = async (address: string) => {
    const change = { email: address, currentPassword: PASSWORD };
    const answer = await server.client.patch<UserProfile>('/api/me', change, { token: anna.token });
    expect(answer.status).toBe(200);
  };
  const undoLink = async (address = email, seen = 0) =>
    tokenIn(await mails.next(address, CHANGED, seen), '/undo-email');
  const undo = (token: string) => server.client.post('/api/auth/email/undo', { token });
  const owner = async () =>
    (
      await server.sql<{ email: string; email_verified_at: Date | null }>(`SELECT email, email_verified_at FROM users`)
    )[0]!;
  const logIn = (password: string) =>
    server.client.post<SignedIn & { code: string }>('/api/auth/login', { username: 'anna', password });
  const recover = async () => {
    const token = tokenIn(await mails.next(email, 'Set a new password'), '/recover');
    const answer = await server.client.post('/api/auth/recovery/complete', { token, password: NEW_PASSWORD });
    expect(answer.status).toBe(204);
    return (await logIn(NEW_PASSWORD)).body.accessToken;
  };
  const clean = (inDays: number) =>
    server.app
      .get(CleanUp, { strict: false })
      .run({ nowMs: Date.now() + inDays * DAY_MS, dryRun: false }, new AbortController().signal);

  it('is put back by the link that it got, once, and the thief is out', async () => {
    await move(thief);
    await confirm(thief);
    const link = await undoLink();
    const { body: added } = await server.client.post<{ id: string }>('/api/me/faces', await image(personA.near), {
      token: anna.token,
    });
    await anna.addPasskey();
    expect((await undo(link)).status).toBe(204);
    expect(await owner()).toMatchObject({ email, email_verified_at: expect.any(Date) });
    expect((await server.client.get('/api/me', { token: anna.token })).body.code).toBe('SESSION_REVOKED');
    expect((await logIn(PASSWORD)).body.code).toBe('CREDENTIALS_INVALID');
    expect((await anna.byPasskey()).body.code).toBe('PASSKEY_INVALID');
    expect(await undo(link)).toMatchObject(INVALID);
    await mails.next(thief, 'The change of your email address was undone');

    const token = await recover();
    const { body: faces } = await server.client.get<FaceList>('/api/me/faces', { token });
    expect(faces.faces.map(({ id }) => id)).not.toContain(added.id);
    expect(faces.faces).toHaveLength(3);
    const { body: factors } = await server.client.get<FactorList>('/api/me/factors', { token });
    expect(factors).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
    const { body } = await server.client.get<{ events: { action: string }[] }>('/api/me/events', { token });
    expect(body.events.map(({ action }) => action)).toContain('email-change-undone');
    const { body: log } = await server.client.get<Buffer>('/api/me/export', { token });
    expect(log.length).toBeGreaterThan(0);
  });

  it('keeps the second factors that were there before the change', async () => {
    await anna.addApp();
    await move(thief);
    expect((await undo(await undoLink())).status).toBe(204);
    const token = tokenIn(await mails.next(email, 'Set a new password'), '/recover');
    await server.client.post('/api/auth/recovery/complete', { token, password: NEW_PASSWORD });
    expect((await logIn(NEW_PASSWORD)).body.code).toBe('SECOND_FACTOR_REQUIRED');
  });

  it('is put back also after another change, which goes with it', async () => {
    await move(thief);
    await confirm(thief);
    const link = await undoLink();
    await move(`second-${thief}`);
    const later = await undoLink(thief);
    expect((await undo(link)).status).toBe(204);
    expect((await owner()).email).toBe(email);
    expect(await undo(later)).toMatchObject(INVALID);
  });

  it('is put back by one of two who use the link at once', async () => {
    await move(thief);
    const link = await undoLink();
    const statuses = (await Promise.all([undo(link), undo(link)])).map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([204, 403]);
  });

  it('is put back for seven days, and by its own token only', async () => {
    await move(thief);
    const link = await undoLink();
    for (const token of ['A'.repeat(43), `${link}A`]) expect(await undo(token)).toMatchObject(INVALID);
    for (const body of [{}, { token: '' }, { token: 5 }, { token: 'x'.repeat(65) }])
      expect((await server.client.post('/api/auth/email/undo', body)).body.code).toBe('VALIDATION_FAILED');
    const [row] = await server.sql<{ left_at: Date; expires_at: Date; hash: string }>('SELECT * FROM left_addresses');
    expect(Math.round((row!.expires_at.getTime() - row!.left_at.getTime()) / DAY_MS)).toBe(7);
    expect(JSON.stringify(row)).not.toContain(link);
    await server.sql(`UPDATE left_addresses SET expires_at = now() - interval '1 second'`);
    expect(await undo(link)).toMatchObject(INVALID);
    await confirm(thief);
    await clean(0);
    expect(await server.sql('SELECT 1 FROM left_addresses')).toEqual([]);
  });

  it('gets no link when it was never confirmed: it may be a stranger’s', async () => {
    await move(thief);
    await move(`second-${thief}`);
    expect((await mails.next(thief, CHANGED)).parsed.text).not.toMatch(/#/);
  });

  it('is nobody else’s meanwhile, and its account may have it again', async () => {
    await move(thief);
    const fields = { username: 'ben', email: email.toUpperCase() };
    const answer = await server.client.post('/api/user/facial/store', account(await imagesOfB(), fields));
    expect(answer.body.code).toBe('EMAIL_TAKEN');
    await move(email);
  });

  it('comes back by itself when nobody confirms the new one in a day', async () => {
    await move(thief);
    await drained(server);
    await clean(0.99);
    expect((await owner()).email).toBe(thief);
    await clean(1.01);
    expect(await owner()).toMatchObject({ email, email_verified_at: expect.any(Date) });
    expect((await server.client.get('/api/me', { token: anna.token })).status).toBe(200);
    await mails.next(email, 'Your earlier email address is back');
  });

  it('is not lost to who reads the mails to the new one, and has no session', async () => {
    await move(thief);
    const token = tokenIn(await mails.next(thief, 'Confirm your email address'), '/verify-email');
    const answer = await server.client.post('/api/auth/email/verify', { token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'LINK_NEEDS_SESSION' } });
    expect((await server.client.get('/api/me', { token: anna.token })).status).toBe(200);
    await confirm(thief);
  });
});
