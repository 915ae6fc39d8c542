import { randomUUID } from 'node:crypto';
import type { StoredFacial, UserProfile } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { drained, MailServer, tokenIn } from './support/mail-server.js';
import { imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const CONFIRM = 'Confirm your email address';
const PAGE = '/verify-email';

describeOnEachDatabase('the e-mail address of an account', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let anna: StoredFacial;
  let email: string;
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
    email = `anna-${randomUUID()}@example.org`;
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna', email }));
  });

  const verify = (token: string) =>
    server.client.post('/api/auth/email/verify', { token }, { token: anna.accessToken });
  const verified = async () =>
    (await server.client.get<UserProfile>('/api/me', { token: anna.accessToken })).body.emailVerified;
  const again = () => server.client.post('/api/me/email/verification', undefined, { token: anna.accessToken });
  const token = async (address = email, seen = 0) => tokenIn(await mails.next(address, CONFIRM, seen), PAGE);

  it('is verified by the link that a sign-up has sent, once, and not by opening its page', async () => {
    expect(anna.user.emailVerified).toBe(false);
    const link = await token();
    await server.client.get(PAGE);
    expect(await verified()).toBe(false);
    expect((await verify(link)).status).toBe(204);
    expect(await verified()).toBe(true);
    expect(await verify(link)).toMatchObject({ status: 403, body: { code: 'LINK_INVALID' } });
  });

  it('is not verified by a link that is too old', async () => {
    const link = await token();
    await server.sql(`UPDATE mailed_links SET expires_at = now() - interval '1 second'`);
    expect((await verify(link)).body.code).toBe('LINK_INVALID');
    expect(await verified()).toBe(false);
  });

  it('gets another link when asked, which replaces the first, three times in a quarter of an hour', async () => {
    const first = await token();
    expect((await again()).status).toBe(202);
    const second = await token(email, 1);
    expect((await verify(first)).body.code).toBe('LINK_INVALID');
    expect((await again()).status).toBe(202);
    expect((await again()).status).toBe(202);
    expect(await again()).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    await drained(server);
    expect((await verify(second)).body.code).toBe('LINK_INVALID');
    expect((await verify(tokenIn(mails.to(email).at(-1)!, PAGE))).status).toBe(204);
    expect((await again()).status).toBe(202);
    await drained(server);
    expect(mails.to(email)).toHaveLength(4);
  });

  it('is to be verified anew when it changes, and the one before is told', async () => {
    const link = await token();
    const next = `next-${randomUUID()}@example.org`;
    expect((await verify(link)).status).toBe(204);
    const change = { email: next, currentPassword: PASSWORD };
    const answer = await server.client.patch<UserProfile>('/api/me', change, { token: anna.accessToken });
    expect(answer.body).toMatchObject({ email: next, emailVerified: false });
    const told = await mails.next(email, 'Your email address was changed');
    expect(told.raw).not.toContain(next);
    expect((await verify(await token(next))).status).toBe(204);
    expect(await verified()).toBe(true);
  });

  it('changes three times in a quarter of an hour, so that nobody is flooded with questions', async () => {
    const codes: (string | undefined)[] = [];
    for (let times = 0; times < 4; times += 1) {
      const change = { email: `anna-${randomUUID()}@example.org`, currentPassword: PASSWORD };
      codes.push((await server.client.patch('/api/me', change, { token: anna.accessToken })).body.code);
    }
    expect(codes).toEqual([undefined, undefined, undefined, 'TOO_MANY_ATTEMPTS']);
  });

  it('is not verified by a link to the one before', async () => {
    const link = await token();
    const change = { email: `next-${randomUUID()}@example.org`, currentPassword: PASSWORD };
    await server.client.patch<UserProfile>('/api/me', change, { token: anna.accessToken });
    expect((await verify(link)).body.code).toBe('LINK_INVALID');
    expect(await verified()).toBe(false);
  });

  it('is verified by a token only', async () => {
    for (const body of [{}, { token: '' }, { token: 5 }, { token: 'x'.repeat(65) }]) {
      const answer = await server.client.post('/api/auth/email/verify', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
    }
  });

  it('is asked about only by who is signed in', async () => {
    expect((await server.client.post('/api/me/email/verification')).body.code).toBe('UNAUTHENTICATED');
  });
});
