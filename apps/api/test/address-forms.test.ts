import { randomUUID } from 'node:crypto';
import type { SignedIn, UserProfile } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { AddressForms1765300038000 } from '../src/database/migrations/1765300038000-address-forms.js';
import { describeOnEachDatabase } from './support/databases.js';
import { drained, MailServer } from './support/mail-server.js';
import { account, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('an e-mail address with an international domain', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  /** As people write it, and as Chrome makes of it in an e-mail field. */
  let letters: string;
  let ascii: string;
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
    const name = `anna-${randomUUID()}`;
    letters = `${name}@bücher.example`;
    ascii = `${name}@xn--bcher-kva.example`;
  });

  const join = async (email: string, username = 'anna') =>
    signUp(server.client, await imagesOfA(), { username, email });
  const store = async (email: string) => {
    const body = account(await imagesOfA(), { email });
    return (await server.client.post<{ code?: string }>('/api/user/facial/store', body)).body.code;
  };
  const logIn = async (username: string, password = PASSWORD) => {
    const { body } = await server.client.post<SignedIn & { code?: string }>('/api/auth/login', { username, password });
    return body.user?.username ?? body.code;
  };
  const forms = () => [letters, ascii, letters.toUpperCase(), ascii.toUpperCase(), letters.replace('.ex', '。ex')];

  it.each(['letters', 'ascii'])('has one account, whichever form made it: %s', async (form) => {
    const { body } = await join(form === 'letters' ? letters : ascii);
    expect(body.user.email).toBe(letters);
    for (const email of forms().slice(0, 4)) expect([email, await store(email)]).toEqual([email, 'EMAIL_TAKEN']);
    for (const name of forms()) expect([name, await logIn(name)]).toEqual([name, 'anna']);
    expect(await logIn(letters, 'another password')).toBe('CREDENTIALS_INVALID');
    expect(await logIn(letters.replace('bücher', 'bucher'))).toBe('CREDENTIALS_INVALID');
  });

  it('is mailed to where it leads, and recovers by each form', async () => {
    await join(letters);
    await server.sql('UPDATE users SET email_verified_at = now()');
    for (const [index, email] of [ascii, letters].entries()) {
      expect((await server.client.post('/api/auth/recovery', { email })).status).toBe(202);
      // The server of the test writes the domains of envelopes out; in the mail itself it is as it came.
      const { raw } = await mails.next(letters, 'Set a new password', index);
      expect(raw).toContain(`To: ${ascii}`);
    }
    await drained(server);
  });

  it('counts mails that strangers ask for whatever the form', async () => {
    for (const email of [letters, ascii, letters, ascii, ascii])
      await server.client.post('/api/auth/recovery', { email });
    const rows = await server.sql(`SELECT * FROM queued_mails WHERE kind = 'recovery'`);
    const sent = mails.mails.filter(({ recipients }) => recipients.includes(letters));
    expect(rows.length + sent.length).toBeLessThanOrEqual(3);
  });

  it('is not changed by its other form: nothing is asked, and it stays confirmed', async () => {
    const { body } = await join(letters);
    await server.sql('UPDATE users SET email_verified_at = now()');
    const { status, body: profile } = await server.client.patch<UserProfile>(
      '/api/me',
      { email: ascii, username: 'anna2' },
      { token: body.accessToken },
    );
    expect(status).toBe(200);
    expect(profile).toMatchObject({ username: 'anna2', email: letters, emailVerified: true });
  });

  it('cannot be taken by a change of address in the other form', async () => {
    await join(letters);
    const { body } = await join(`ben-${randomUUID()}@example.org`, 'benjamin');
    const change = { email: ascii, currentPassword: PASSWORD };
    const taken = await server.client.patch('/api/me', change, { token: body.accessToken });
    expect(taken.body.code).toBe('EMAIL_TAKEN');
  });

  it('of accounts that were made before the forms were one leads to each as it did', { timeout: 120_000 }, async () => {
    const made = async (username: string, email: string) => {
      const { body } = await join(`${randomUUID()}@example.org`, username);
      await server.sql('UPDATE users SET email = $2, email_key = $2 WHERE id = $1', [body.user.id, email]);
    };
    const alone = `alone-${randomUUID()}`;
    await made('alone1', `${alone}@bücher.example`);
    await made('plain1', `${alone}@example.org`);
    await made('chrome', ascii);
    await made('safari', letters);
    // The embedded database has one connection: from here on it is the runner's.
    const runner = server.app.get(DataSource).createQueryRunner();
    const migration = new AddressForms1765300038000();
    for (const step of ['down', 'up', 'up', 'down', 'up'] as const) await migration[step](runner);
    await runner.release();
    const keys = await server.sql<{ username: string; email_key: string }>(
      'SELECT username, email_key FROM users ORDER BY username',
    );
    expect(keys).toEqual([
      { username: 'alone1', email_key: `${alone}@xn--bcher-kva.example` },
      { username: 'chrome', email_key: ascii },
      { username: 'plain1', email_key: `${alone}@example.org` },
      { username: 'safari', email_key: letters },
    ]);
    expect(await logIn(`${alone}@bücher.example`)).toBe('alone1');
    expect(await logIn(`${alone}@xn--bcher-kva.example`)).toBe('alone1');
    expect(await logIn(ascii)).toBe('chrome');
    expect(await logIn(letters)).toBe('safari');
    await server.sql(`DELETE FROM users WHERE username = 'chrome'`);
    expect(await logIn(ascii)).toBe('safari');
    for (const email of [letters, ascii, `${alone}@xn--bcher-kva.example`])
      expect(await store(email)).toBe('EMAIL_TAKEN');
  });
});
