import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

/** Where a column is in the export, as a path of account.json or the key of an event in events.json; or why it is not. */
type Decision = { at: string } | { event: string } | { note: RegExp } | { because: string };

const at = (path: string): Decision => ({ at: path });
const event = (key: string): Decision => ({ event: key });
const SECRET: Decision = { note: /The password is not here.*second factors.*sessions.*mailed links.*sealed with/ };
const FORM: Decision = { note: /Forms of your name and address/ };
const CHAIN: Decision = { note: /random number that your events are filed under.*links them/ };
const UNDER_WAY: Decision = { note: /Log-ins under way, which end within minutes/ };
const QUEUED: Decision = { note: /Mails that wait to be sent.*files for its operator/ };
const COUNTED: Decision = { note: /how often one failed/ };
const OWNER: Decision = { because: 'says whose the row is: account.id' };
const ROW: Decision = { because: 'names a row by chance, and tells nothing' };
const MOVED: Decision = { because: 'of an earlier version: the rows go into audit_events at the next start' };

const DECISIONS: Record<string, Record<string, Decision>> = {
  users: {
    id: at('account.id'),
    username: at('account.username'),
    username_key: FORM,
    username_skeleton: FORM,
    email: at('account.email'),
    email_key: FORM,
    password_hash: SECRET,
    facial_data: at('faces.0.model'),
    data_key: SECRET,
    created_at: at('account.createdAt'),
    updated_at: at('account.updatedAt'),
    role: at('account.role'),
    language: at('account.language'),
    email_verified_at: at('account.emailVerifiedAt'),
    confirmation_demanded: at('account.confirmationDemanded'),
    confirm_by: at('account.confirmBy'),
    audit_subject: CHAIN,
    last_seen_at: at('account.lastSeenAt'),
    idle_warned_at: at('account.idleWarnedAt'),
  },
  sessions: {
    id: at('sessions.0.id'),
    user_id: OWNER,
    method: at('sessions.0.method'),
    user_agent: at('sessions.0.userAgent'),
    created_at: at('sessions.0.createdAt'),
    last_used_at: at('sessions.0.lastUsedAt'),
    expires_at: at('sessions.0.expiresAt'),
    revoked_at: at('sessions.0.endedAt'),
    amr: at('sessions.0.amr'),
    authenticated_at: at('sessions.0.authenticatedAt'),
    second_factor_at: at('sessions.0.secondFactorAt'),
  },
  refresh_tokens: { hash: SECRET, session_id: SECRET, created_at: SECRET, used_at: SECRET },
  consents: {
    id: ROW,
    user_id: OWNER,
    version: at('consents.0.version'),
    language: at('consents.0.language'),
    given_at: at('consents.0.givenAt'),
    withdrawn_at: at('consents.1.endedAt'),
  },
  passkeys: {
    id: at('secondFactors.passkeys.0.id'),
    user_id: OWNER,
    credential_id: at('secondFactors.passkeys.0.credentialId'),
    user_handle: at('secondFactors.passkeys.0.userHandle'),
    public_key: at('secondFactors.passkeys.0.publicKey'),
    counter: at('secondFactors.passkeys.0.counter'),
    transports: at('secondFactors.passkeys.0.transports'),
    synced: at('secondFactors.passkeys.0.synced'),
    name: at('secondFactors.passkeys.0.name'),
    created_at: at('secondFactors.passkeys.0.createdAt'),
    last_used_at: at('secondFactors.passkeys.0.lastUsedAt'),
  },
  totp_secrets: {
    user_id: OWNER,
    sealed: SECRET,
    confirmed_at: at('secondFactors.authenticatorApp.addedAt'),
    last_step: at('secondFactors.authenticatorApp.lastStep'),
  },
  recovery_codes: { user_id: OWNER, hash: SECRET },
  mailed_links: {
    user_id: OWNER,
    purpose: at('mailedLinks.0.purpose'),
    hash: SECRET,
    address: at('mailedLinks.0.address'),
    expires_at: at('mailedLinks.0.expiresAt'),
  },
  left_addresses: {
    id: ROW,
    user_id: OWNER,
    address: at('earlierAddresses.0.address'),
    address_key: FORM,
    verified_at: at('earlierAddresses.0.verifiedAt'),
    left_at: at('earlierAddresses.0.leftAt'),
    expires_at: at('earlierAddresses.0.expiresAt'),
    hash: SECRET,
  },
  queued_mails: {
    id: QUEUED,
    kind: QUEUED,
    user_id: OWNER,
    address: QUEUED,
    language: QUEUED,
    details: QUEUED,
    attempts: QUEUED,
    created_at: QUEUED,
    due_at: QUEUED,
  },
  second_factor_tickets: {
    hash: UNDER_WAY,
    user_id: OWNER,
    method: UNDER_WAY,
    attempts: UNDER_WAY,
    expires_at: UNDER_WAY,
  },
  passkey_challenges: {
    challenge: UNDER_WAY,
    purpose: UNDER_WAY,
    user_id: OWNER,
    ticket_hash: UNDER_WAY,
    expires_at: UNDER_WAY,
  },
  audit_events: {
    seq: CHAIN,
    id: event('id'),
    at: event('time'),
    action: event('action'),
    actor: event('actor'),
    outcome: event('outcome'),
    reason: event('reason'),
    method: event('method'),
    detail: event('detail'),
    subject: CHAIN,
    origin: event('network'),
    origin_salt: CHAIN,
    origin_digest: CHAIN,
    key_id: CHAIN,
    hash: CHAIN,
  },
  sign_in_events: Object.fromEntries(
    ['id', 'user_id', 'at', 'method', 'outcome', 'reason', 'user_agent'].map((column) => [column, MOVED]),
  ),
  attempt_counts: { key: COUNTED, attempts: COUNTED, open_at: COUNTED, forget_at: COUNTED },
  liveness_proofs: { id: UNDER_WAY, sealed: UNDER_WAY, expires_at: UNDER_WAY },
};

/** Tables in which nothing is about a person. */
const OF_NOBODY = new Set(['audit_chain', 'consent_texts', 'installation', 'migrations']);

const valueAt = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

describeOnEachDatabase('the export', (database) => {
  let server: TestServer;
  let account: { notes: string[] };
  let events: Record<string, unknown>[];
  beforeAll(async () => {
    server = await startServer(await database.create());
    const { body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' });
    const { id } = anna.user;
    await server.client.post('/api/auth/login', { username: 'anna', password: 'a wrong one' });
    await server.sql(
      `INSERT INTO passkeys (id, user_id, credential_id, user_handle, public_key, counter, transports, synced, name, last_used_at)
       VALUES (gen_random_uuid(), $1, 'a-credential', 'a-handle', 'a-public-key', 7, '{usb}', false, 'A key', now())`,
      [id],
    );
    await server.sql(`INSERT INTO totp_secrets (user_id, sealed) VALUES ($1, 'a-sealed-secret')`, [id]);
    await server.sql(
      `UPDATE sessions SET user_agent = 'a browser', amr = '{face,hwk}', second_factor_at = now() WHERE user_id = $1`,
      [id],
    );
    await server.sql(
      `INSERT INTO mailed_links (user_id, purpose, hash, address, expires_at)
       VALUES ($1, 'recovery', 'a-hash', 'earlier@example.org', now() + interval '1 hour')`,
      [id],
    );
    await server.sql(
      `INSERT INTO left_addresses (id, user_id, address, address_key, verified_at, expires_at, hash)
       VALUES (gen_random_uuid(), $1, 'left@example.org', 'left@example.org', now(), now() + interval '7 days', 'a-left-hash')`,
      [id],
    );
    await server.sql(
      `INSERT INTO consents (id, user_id, version, language, given_at, withdrawn_at)
       VALUES (gen_random_uuid(), $1, 'earlier', 'en', now() - interval '1 day', now())`,
      [id],
    );
    const answer = await server.client.get<Buffer>('/api/me/export', { token: anna.accessToken });
    const files = unzipSync(answer.body);
    account = JSON.parse(strFromU8(files['account.json']!)) as typeof account;
    events = JSON.parse(strFromU8(files['events.json']!)) as typeof events;
  });
  afterAll(() => server?.stop());

  it('has every column of the database, or somebody decided why not', async () => {
    const columns = await server.sql<{ table_name: string; column_name: string }>(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()`,
    );
    const known = columns.filter(({ table_name }) => !OF_NOBODY.has(table_name));
    const names = known.map(({ table_name, column_name }) => `${table_name}.${column_name}`);
    const decided = Object.entries(DECISIONS).flatMap(([table, decisions]) =>
      Object.keys(decisions).map((column) => `${table}.${column}`),
    );
    expect(names.toSorted()).toEqual(decided.toSorted());
  });

  const isKept = (decision: Decision): boolean => {
    if ('at' in decision) return valueAt(account, decision.at) !== undefined;
    if ('note' in decision) return account.notes.some((note) => decision.note.test(note));
    if ('event' in decision) return events.some((one) => decision.event in one);
    return true;
  };

  it.each(Object.entries(DECISIONS))('keeps to what was decided of %s', (_table, decisions) => {
    const broken = Object.entries(decisions).filter(([, decision]) => !isKept(decision));
    expect(broken).toEqual([]);
  });

  it('has the address that a link was sent to, the key of a passkey, and an app that was not confirmed', () => {
    expect(account).toMatchObject({
      mailedLinks: expect.arrayContaining([expect.objectContaining({ address: 'earlier@example.org' })]),
      secondFactors: {
        passkeys: [{ credentialId: 'a-credential', publicKey: 'a-public-key', transports: ['usb'], counter: '7' }],
        authenticatorApp: { addedAt: null },
      },
    });
    for (const secret of ['a-sealed-secret', 'a-hash', 'a-left-hash'])
      expect(JSON.stringify(account)).not.toContain(secret);
  });
});
