import { randomUUID } from 'node:crypto';
import type { FaceList, StoredFacial, UserProfile } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { drained, MailServer } from './support/mail-server.js';
import { image, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { FIREFOX } from './support/user-agents.js';

const NEW_DEVICE = 'A new device signed in';

describeOnEachDatabase('a person is told by mail', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let anna: StoredFacial;
  let email: string;
  let token: string;
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
    await enter();
  });

  async function enter(fields: object = {}): Promise<void> {
    email = `anna-${randomUUID()}@example.org`;
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna', email, ...fields }));
    token = anna.accessToken;
  }

  const logIn = (agent: string) =>
    server.client.post(
      '/api/auth/login',
      { username: 'anna', password: PASSWORD },
      { headers: { 'User-Agent': agent } },
    );
  const subjects = async () => {
    await drained(server);
    return mails.to(email).map(({ parsed }) => parsed.subject);
  };

  it('of a device that signs in for the first time, and only then', async () => {
    await logIn('node');
    await logIn(FIREFOX);
    await logIn(FIREFOX.replaceAll('128.0', '131.0'));
    expect((await subjects()).filter((subject) => subject === NEW_DEVICE)).toHaveLength(1);
    const { parsed } = await mails.next(email, NEW_DEVICE);
    expect(parsed.text).toContain('Firefox, Linux');
    expect(parsed.text).toContain('"anna"');
  });

  it('of nothing that a device said of itself but what is known', async () => {
    await logIn('<img src=x> click https://evil.example');
    const { raw } = await mails.next(email, NEW_DEVICE);
    expect(raw).not.toContain('evil');
  });

  it('of faces that come and go', async () => {
    const added = await server.client.post('/api/me/faces', await image(personA.otherFront), { token });
    expect(added.status).toBe(201);
    const { faces } = (await server.client.get<FaceList>('/api/me/faces', { token })).body;
    expect((await server.client.delete(`/api/me/faces/${faces[0]!.id}`, { token })).status).toBe(204);
    const all = await subjects();
    expect(all).toContain('A face was added to your account');
    expect(all).toContain('A face was removed from your account');
  });

  it('of a new password', async () => {
    await server.client.patch('/api/me', { password: 'another quiet bicycle', currentPassword: PASSWORD }, { token });
    expect(await subjects()).toContain('Your password was changed');
  });

  it('of the end of the account, and of nothing that was still to be said', async () => {
    await subjects();
    await mails.stop();
    await server.client.post('/api/me/email/verification', undefined, { token });
    expect((await server.client.delete('/api/me', { token, body: { password: PASSWORD } })).status).toBe(204);
    await mails.start();
    await server.sql('UPDATE queued_mails SET due_at = now()');
    expect((await subjects()).slice(1)).toEqual(['Your account was deleted']);
    expect(await server.sql('SELECT 1 FROM queued_mails')).toEqual([]);
  });

  it('in the language chosen at sign-up, and in another one once that is chosen', async () => {
    await server.sql('DELETE FROM users');
    await enter({ language: 'de' });
    const { parsed } = await mails.next(email, 'Bestätigen Sie Ihre E-Mail-Adresse');
    expect(parsed.html).toContain('<html lang="de">');
    expect((await server.client.patch<UserProfile>('/api/me', { language: 'en' }, { token })).status).toBe(200);
    await server.client.post('/api/me/email/verification', undefined, { token });
    await mails.next(email, 'Confirm your email address');
    expect((await server.client.patch('/api/me', { language: 'fr' }, { token })).body.code).toBe('VALIDATION_FAILED');
  });

  it('in a mail that no name can break out of', async () => {
    const name = 'anna\r\nBcc: evil@example.org\r\n\r\n<script>alert(1)</script><img src=https://evil.example/x>';
    await server.sql('UPDATE users SET username = $1', [name]);
    await server.client.patch('/api/me', { password: 'another quiet bicycle', currentPassword: PASSWORD }, { token });
    const { recipients, raw, parsed } = await mails.next(email, 'Your password was changed');
    expect(recipients).toEqual([email]);
    expect(mails.to('evil@example.org')).toEqual([]);
    const [head] = raw.split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc/im);
    expect(parsed.html).toContain('&lt;script&gt;');
    expect(parsed.html).not.toMatch(/<(script|img|link|style)/i);
  });

  it('by a mail in plain text and HTML that say the same, load nothing, and ask for no answer', async () => {
    const { parsed } = await mails.next(email, 'Confirm your email address');
    const [address] = /http:\S+#\S+/.exec(parsed.text!)!;
    expect(words(parsed.html!.replace(/^[\s\S]*<body[^>]*>/, ''))).toBe(
      words(parsed.text!.replace(`:\n${address}`, '')),
    );
    expect([...parsed.html!.matchAll(/(?:src|href|url)\s*[=(]\s*"?([^">]*)/g)].map(([, url]) => url)).toEqual([
      address,
    ]);
    expect(parsed.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
    expect(parsed.to).toEqual([expect.objectContaining({ address: email })]);
  });
});

/** What a reader sees of text or HTML. */
function words(text: string): string {
  return text
    .replaceAll(/<[^>]+>|&quot;|"|-- /g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
