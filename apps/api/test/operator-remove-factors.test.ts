import type { AccountEventPage, FactorList } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { drained, MailServer } from './support/mail-server.js';
import { ask } from './support/operator.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('user remove-factors', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let anna: Member;
  let ben: Member;
  beforeAll(async () => {
    await mails.start();
    server = await startServer(await database.create(), mails.settings);
    anna = await Member.signUp(server);
    ben = await Member.signUp(server);
  });
  afterAll(async () => {
    await server?.stop();
    await mails.stop();
  });
  beforeEach(async () => {
    await anna.startOver();
    await ben.startOver();
  });

  it('lets a person in who lost all of them, and tells them', async () => {
    await anna.addPasskey();
    await anna.addApp();
    const lost = anna.token;
    await ben.addPasskey();
    const { code, output } = await ask(server.dataDir, 'user', 'remove-factors', anna.username.toUpperCase());
    expect({ code, output }).toEqual({
      code: 0,
      output: `Removed of ${anna.username} (${anna.account.user.id}): passkey, authenticator-app, recovery codes. All their sessions have ended.`,
    });
    expect((await server.client.get('/api/me', { token: lost })).body.code).toBe('SESSION_REVOKED');

    const { status, body } = await anna.byPassword();
    expect(status).toBe(200);
    const token = body.accessToken;
    const left = await server.client.get<FactorList>('/api/me/factors', { token });
    expect(left.body).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
    expect(left.body.authenticatorApp).toBeUndefined();
    const { events } = (await server.client.get<AccountEventPage>('/api/me/events', { token })).body;
    expect(events.filter(({ action }) => action === 'factor-removed')).toMatchObject([
      { actor: 'operator', detail: 'authenticator-app' },
      { actor: 'operator', detail: 'passkey' },
    ]);
    await drained(server);
    const told = mails.to(anna.account.user.email).map(({ parsed }) => parsed.subject);
    expect(told.filter((subject) => subject === 'A second factor was removed from your account')).toHaveLength(2);

    expect((await ben.byPassword()).body.code).toBe('SECOND_FACTOR_REQUIRED');
  });

  it('of who has none says so, and ends no session', async () => {
    expect(await ask(server.dataDir, 'user', 'remove-factors', anna.username)).toMatchObject({ code: 1 });
    expect(await ask(server.dataDir, 'user', 'remove-factors', 'nobody')).toMatchObject({ code: 1 });
    expect((await server.client.get('/api/me', { token: anna.token })).status).toBe(200);
  });
});
