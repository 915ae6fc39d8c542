import { randomUUID } from 'node:crypto';
import type { FaceList, SignedIn, StoredFacial, UserProfile } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { drained, MailServer, tokenIn } from './support/mail-server.js';
import { base64, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const NEW_PASSWORD = 'another quiet bicycle';
const ASKED = 'Set a new password';
const CONFIRM = 'Confirm your email address';
const UNKNOWN = { status: 403, body: { code: 'LINK_INVALID' } };

describeOnEachDatabase('recovery', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let anna: StoredFacial;
  let email: string;
  beforeAll(async () => {
    await mails.start();
    const settings = { ...mails.settings, FACEGATE_TRUSTED_PROXIES: 'loopback' };
    server = await startServer(await database.create(), settings);
  });
  afterAll(async () => {
    await server?.stop();
    await mails.stop();
  });
  beforeEach(async () => {
    await server.sql('DELETE FROM users');
    email = `anna-${randomUUID()}@example.org`;
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna', email }));
    await server.sql('UPDATE users SET email_verified_at = now()');
    await drained(server);
  });

  /** Each call from an address of its own, so that only one test meets the limit. */
  const post = (path: string, body: unknown, from = randomAddress()) =>
    server.client.post(`/api/auth/${path}`, body, { headers: { 'X-Forwarded-For': from } });
  const ask = (address = email, from?: string) => post('recovery', { email: address }, from);
  const complete = (token: string, password = NEW_PASSWORD) => post('recovery/complete', { token, password });
  const logIn = (password: string) =>
    server.client.post<SignedIn & { code: string }>('/api/auth/login', { username: 'anna', password });
  const mailed = async (seen = 0) => tokenIn(await mails.next(email, ASKED, seen), '/recover');
  const askForToken = async () => {
    const seen = mails.to(email).filter(({ parsed }) => parsed.subject === ASKED).length;
    expect((await ask()).status).toBe(202);
    return mailed(seen);
  };

  it('lets somebody back in who forgot the password: no session by itself, and none of before left', async () => {
    const token = await askForToken();
    const { status, refreshToken, body } = await complete(token);
    expect({ status, refreshToken, body }).toEqual({ status: 204, refreshToken: undefined, body: Buffer.alloc(0) });
    expect((await server.client.get('/api/me', { token: anna.accessToken })).body.code).toBe('SESSION_REVOKED');
    expect((await logIn(PASSWORD)).body.code).toBe('CREDENTIALS_INVALID');
    const { accessToken } = (await logIn(NEW_PASSWORD)).body;
    const faces = await server.client.get<FaceList>('/api/me/faces', { token: accessToken });
    expect(faces.body.faces).toHaveLength(3);
    const probe = { image: await base64(personA.otherFront), username: 'anna' };
    expect((await server.client.post('/api/user/facial/recognize', probe)).status).toBe(200);
    await mails.next(email, 'Your password was reset');
  });

  it('leaves nothing to who was logging in with the old password at that moment', async () => {
    const token = await askForToken();
    const [completed, ...attempts] = await Promise.all([
      complete(token),
      ...Array.from({ length: 5 }, () => logIn(PASSWORD)),
    ]);
    expect(completed.status).toBe(204);
    const signedIn = attempts.flatMap(({ body }) => body.accessToken ?? []);
    const left = await Promise.all(signedIn.map((granted) => server.client.get('/api/me', { token: granted })));
    expect(left.map(({ body }) => body.code)).toEqual(signedIn.map(() => 'SESSION_REVOKED'));
  });

  it('answers alike for an address without an account, and sends nothing', async () => {
    const stranger = `nobody-${randomUUID()}@example.org`;
    const [known, unknown] = [await ask(), await ask(stranger)];
    const told = ({ status, body, headers }: typeof known) => ({
      status,
      body,
      names: [...headers.keys()],
    });
    expect(told(unknown)).toEqual(told(known));
    await drained(server);
    expect(mails.to(stranger)).toEqual([]);
  });

  it('takes a link once', async () => {
    const token = await askForToken();
    expect((await complete(token)).status).toBe(204);
    expect(await complete(token, 'a third quiet bicycle')).toMatchObject(UNKNOWN);
    expect((await logIn(NEW_PASSWORD)).status).toBe(200);
  });

  it('takes a link from one of two who use it at once', async () => {
    const token = await askForToken();
    const passwords = ['the first new one', 'the second new one'];
    const answers = await Promise.all(passwords.map((password) => complete(token, password)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 403]);
    for (const [at, password] of passwords.entries())
      expect((await logIn(password)).status).toBe(answers[at]!.status === 204 ? 200 : 401);
  });

  it('takes no link that is too old, was replaced, or is of another kind or made up', async () => {
    const first = await askForToken();
    const second = await askForToken();
    expect(await complete(first)).toMatchObject(UNKNOWN);
    await server.sql(`UPDATE mailed_links SET expires_at = now() - interval '1 second'`);
    expect(await complete(second)).toMatchObject(UNKNOWN);
    expect(await complete('A'.repeat(43))).toMatchObject(UNKNOWN);
    await server.sql('UPDATE users SET email_verified_at = NULL');
    const seen = mails.to(email).filter(({ parsed }) => parsed.subject === CONFIRM).length;
    await server.client.post('/api/me/email/verification', undefined, { token: anna.accessToken });
    const other = tokenIn(await mails.next(email, CONFIRM, seen), '/verify-email');
    expect(await complete(other)).toMatchObject(UNKNOWN);
    expect((await logIn(PASSWORD)).status).toBe(200);
  });

  it.each([
    ['the password', { password: 'set in the meantime' }],
    ['the address', { email: `new-${randomUUID()}@example.org` }],
  ])('takes no link that was sent before %s changed', async (_what, change) => {
    const token = await askForToken();
    const body = { ...change, currentPassword: PASSWORD };
    expect((await server.client.patch<UserProfile>('/api/me', body, { token: anna.accessToken })).status).toBe(200);
    expect(await complete(token)).toMatchObject(UNKNOWN);
  });

  it('keeps the link when the new password is none', async () => {
    const token = await askForToken();
    expect(await complete(token, 'short')).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
    expect((await complete(token)).status).toBe(204);
  });

  it('sends no link to an address that was never confirmed, and says so there', async () => {
    await server.sql('UPDATE users SET email_verified_at = NULL');
    expect((await ask()).status).toBe(202);
    const { parsed } = await mails.next(email, 'Your password could not be reset');
    expect(parsed.text).not.toMatch(/#/);
    expect(await server.sql(`SELECT * FROM mailed_links WHERE purpose = 'recovery'`)).toEqual([]);
  });

  it('sends it to the address as its owner wrote it, and to the server’s own page, whatever a request claims', async () => {
    const answer = await server.client.post(
      '/api/auth/recovery',
      { email: email.toUpperCase() },
      { headers: { 'X-Forwarded-Host': 'evil.example', Host: 'evil.example', Origin: 'https://evil.example' } },
    );
    expect(answer.status).toBe(202);
    const mail = await mails.next(email, ASKED);
    expect(mail.recipients).toEqual([email]);
    expect(mail.raw).not.toContain('evil.example');
  });

  it('leaves no link in the database that could be used', async () => {
    const token = await askForToken();
    await drained(server);
    const rows = await Promise.all(
      ['queued_mails', 'mailed_links'].map((table) => server.sql(`SELECT * FROM ${table}`)),
    );
    expect(JSON.stringify(rows)).toContain(anna.user.id);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('mails three times in a quarter of an hour, whoever asks, and takes twenty calls from one place', async () => {
    for (let calls = 0; calls < 4; calls += 1) expect((await ask()).status).toBe(202);
    await drained(server);
    expect(mails.to(email).filter(({ parsed }) => parsed.subject === ASKED)).toHaveLength(3);
    const from = randomAddress();
    for (let calls = 0; calls < 20; calls += 1) expect((await ask(`x${calls}@example.org`, from)).status).toBe(202);
    const late = await ask('late@example.org', from);
    expect(late).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('asks for one address', async () => {
    const two = ['a@example.org\r\nBcc: b@example.org', 'a@example.org, b@example.org', ['a@example.org']];
    for (const body of [{}, { email: 'nobody' }, ...two.map((address) => ({ email: address }))])
      expect(await post('recovery', body)).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });
});

const randomByte = () => Math.floor(Math.random() * 256);

function randomAddress(): string {
  return `10.${randomByte()}.${randomByte()}.${randomByte()}`;
}
