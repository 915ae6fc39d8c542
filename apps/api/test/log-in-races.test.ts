import type { FactorList, PasskeyCreationOptions, SignedIn } from '@facegate/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { DataSource } from 'typeorm';
import { RecoveryCodes } from '../src/factors/recovery-codes.js';
import { SecondFactors } from '../src/factors/second-factors.js';
import { PasswordHasher } from '../src/users/password-hasher.js';
import { describeOnEachDatabase, describeOnPostgres } from './support/databases.js';
import { Member } from './support/factors.js';
import { ask } from './support/operator.js';
import { PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const NEW_PASSWORD = 'another quiet bicycle';

/** What ends all sessions must also end those that are just beginning. */
describeOnEachDatabase('a log-in under way', (database) => {
  let server: TestServer;
  let anna: Member;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    anna = await Member.signUp(server);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** The password was right; then, before there is a session, something happens. */
  function behindThePassword(happens: () => Promise<unknown>): void {
    const hasher = server.app.get(PasswordHasher, { strict: false });
    const matches = hasher.matches.bind(hasher);
    vi.spyOn(hasher, 'matches').mockImplementationOnce(async (...args) => {
      const matched = await matches(...args);
      await happens();
      return matched;
    });
  }

  const changePassword = () =>
    server.client.patch('/api/me', { password: NEW_PASSWORD, currentPassword: PASSWORD }, { token: anna.token });
  const aliveSessions = async () => {
    const rows = await server.sql<{ amr: string[] }>(
      'SELECT amr FROM sessions WHERE user_id = $1 AND revoked_at IS NULL',
      [anna.account.user.id],
    );
    return rows.map(({ amr }) => amr.join(' '));
  };

  it('does not outlive the password that it was begun with', async () => {
    behindThePassword(async () => expect((await changePassword()).status).toBe(200));
    expect(await anna.byPassword()).toMatchObject({ status: 503, body: { code: 'NOT_READY' }, setCookie: undefined });
    expect(await aliveSessions()).toEqual(['face']);
    expect((await anna.byPassword()).body.code).toBe('CREDENTIALS_INVALID');
  });

  it('of which the password was right does not outlive it either', async () => {
    await anna.addPasskey();
    const ticket = await anna.ticket();
    behindThePassword(async () => expect((await changePassword()).status).toBe(200));
    expect((await anna.byPassword()).body).toMatchObject({ code: 'NOT_READY' });
    const asked = await server.client.post('/api/auth/second-factor/options', { ticket });
    expect(asked.body.code).toBe('TICKET_INVALID');
    const [recoveryCode] = anna.recoveryCodes;
    expect((await anna.complete(ticket, { recoveryCode })).body.code).toBe('TICKET_INVALID');
    expect(await aliveSessions()).toEqual(['face hwk user mfa']);
  });

  it.each([
    ['of the account', () => ['user', 'sign-out', anna.username]],
    ['of everybody', () => ['user', 'sign-out', '--everybody']],
  ])(
    'does not outlive the operator’s sign-out %s, before the second factor and just behind it',
    async (_name, words) => {
      await anna.addPasskey();
      const signOut = async () => expect(await ask(server.dataDir, ...words())).toMatchObject({ code: 0 });
      const [first, second] = anna.recoveryCodes;
      const before = await anna.ticket();
      await signOut();
      expect((await anna.complete(before, { recoveryCode: first })).body.code).toBe('TICKET_INVALID');
      const behind = await anna.ticket();
      const codes = server.app.get(RecoveryCodes, { strict: false });
      const show = codes.show.bind(codes);
      vi.spyOn(codes, 'show').mockImplementationOnce(async (...args) => {
        await show(...args);
        await signOut();
      });
      expect((await anna.complete(behind, { recoveryCode: second })).body.code).toBe('TICKET_INVALID');
      expect(await aliveSessions()).toEqual([]);
    },
  );

  it('is no way past a second factor that was added meanwhile', async () => {
    const factors = server.app.get(SecondFactors, { strict: false });
    vi.spyOn(factors, 'methodsOf').mockImplementationOnce(async () => {
      expect((await anna.addPasskey()).status).toBe(201);
      return [];
    });
    expect((await anna.byPassword()).body.code).toBe('NOT_READY');
    expect(await aliveSessions()).toEqual(['face hwk user mfa']);
    expect((await anna.byPassword()).body.code).toBe('SECOND_FACTOR_REQUIRED');
  });

  it('finds no account that is erased meanwhile, and no fault of the server', async () => {
    behindThePassword(async () => {
      const erased = await server.client.delete('/api/me', { token: anna.token, body: { password: PASSWORD } });
      expect(erased.status).toBe(204);
    });
    expect((await anna.byPassword()).body.code).toBe('NOT_READY');
    expect((await anna.byPassword()).body.code).toBe('CREDENTIALS_INVALID');
  });
});

describeOnPostgres('a step-up under way', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());

  it.each<[string, (anna: Member) => Promise<boolean>]>([
    ['all others are', async ({ token }) => (await server.client.delete('/api/me/sessions', { token })).status === 204],
    [
      'the operator has everybody’s',
      async () => (await ask(server.dataDir, 'user', 'sign-out', '--everybody')).code === 0,
    ],
  ])('leaves no session behind when %s ended', async (_name, end) => {
    const anna = await Member.signUp(server);
    const other = (await anna.byPassword()).body.accessToken;
    // The step-up waits for the end of the audit trail, its new session made and not yet seen by anybody.
    const holder = server.app.get(DataSource).createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT * FROM audit_chain FOR UPDATE');
    const waiting = async (count: number) => {
      const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await server.sql(sql)).length < count) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const steppedUp = server.client.post<SignedIn>('/api/auth/step-up', { password: PASSWORD }, { token: other });
    await waiting(1);
    const ended = end(anna);
    await waiting(2);
    await holder.rollbackTransaction();
    await holder.release();
    expect(await ended).toBe(true);
    const { body } = await steppedUp;
    expect((await server.client.get('/api/me', { token: body.accessToken })).body.code).toBe('SESSION_REVOKED');
  });
});

describeOnPostgres('two factors added at once', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());

  it('are there if they were answered so, and not if not', async () => {
    const anna = await Member.signUp(server);
    const { body: options } = await anna.call<PasskeyCreationOptions>('/api/me/passkeys/options');
    anna.secret = (await anna.call<{ secret: string }>('/api/me/authenticator-app')).body.secret;
    const [app, passkey] = await Promise.all([
      anna.call<SignedIn>('/api/me/authenticator-app/confirm', { code: anna.code() }),
      anna.call<SignedIn>('/api/me/passkeys', { name: 'Mine', credential: anna.authenticator.create(options) }),
    ]);
    const token = (app.status === 201 ? app : passkey).body.accessToken;
    const { body } = await server.client.get<FactorList>('/api/me/factors', { token });
    expect([body.authenticatorApp !== undefined, body.passkeys.length === 1]).toEqual([
      app.status === 201,
      passkey.status === 201,
    ]);
  });
});
