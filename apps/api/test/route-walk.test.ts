import { randomUUID } from 'node:crypto';
import { HealthStatus, type Problem, type SignedIn } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { Controller, Get } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiContract } from '../src/common/openapi/api-contract.js';
import { Actor } from './support/actor.js';
import type { Answer, CallOptions } from './support/client.js';
import { type ApiDocument, type Operation, pathWith, readDocument } from './support/operations.js';
import { ask } from './support/operator.js';
import { registeredRoutes } from './support/registered-routes.js';
import { startServer, type TestServer } from './support/server.js';

/** Every operation that asks for nobody's token, and why it may. A new one is refused until it has its line here. */
const PUBLIC: Readonly<Record<string, string>> = {
  'POST /api/user/facial/store': 'sign-up: there is no account yet',
  'POST /api/user/facial/recognize': 'log-in by face: the face and the live check are the proof',
  'POST /api/auth/login': 'log-in by password: the password is the proof',
  'POST /api/auth/passkey/options': 'a challenge for whoever has a passkey; the same for everybody',
  'POST /api/auth/passkey': 'log-in by passkey: its signature is the proof',
  'POST /api/auth/second-factor/options': 'the ticket of a log-in begun is the proof',
  'POST /api/auth/second-factor': 'the ticket and the second factor are the proof',
  'POST /api/auth/recovery': 'who forgot the password; the answer is the same for every address',
  'POST /api/auth/recovery/complete': 'the token of a mailed link is the proof',
  'POST /api/auth/email/verify': 'the token of a mailed link is the proof',
  'POST /api/auth/email/undo': 'the token of a mailed link is the proof',
  'GET /api/.well-known/jwks.json': 'public keys',
  'GET /api/privacy': 'what the server keeps and for how long, for whoever thinks of signing up',
  'GET /api/health/live': 'a probe; says nothing but ok',
  'GET /api/health/ready': 'a probe; says what the server waits for',
  'GET /api/health/metrics': 'counts and times for Prometheus, of no person; closed in production: diagnostics.test.ts',
};

/** Swagger's own pages: the document itself. Closed in production: diagnostics.test.ts. */
const DOCUMENTATION = /^GET \/api\/docs(-json|-yaml|\/.*)?$/;

/** Where a person's ids are listed, if not at the path before the id. */
const LISTS: Readonly<Record<string, string>> = { '/api/me/passkeys': '/api/me/factors' };

/** A sound body for what takes an id and a body, so that the id is what decides. */
const BODIES: Readonly<Record<string, object>> = { 'PATCH /api/me/passkeys/{id}': { name: 'Mine now' } };

const TOKEN_CODES = ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'SESSION_REVOKED'];

/** What a route of an operator is like, and one whose author decided nothing. */
@Controller('probe')
class ProbeController {
  @Get('operator')
  @ApiContract({
    summary: 'For operators',
    auth: 'bearer',
    role: 'operator',
    answers: { status: 200, description: 'Let in.', body: HealthStatus },
  })
  forOperators(): HealthStatus {
    return { status: 'ok' };
  }

  @Get('undecided')
  undecided(): HealthStatus {
    return { status: 'ok' };
  }
}
const OPERATOR_PROBE = 'GET /api/probe/operator';
const UNDECIDED_PROBE = 'GET /api/probe/undecided';

describe('a walk over all routes', () => {
  let server: TestServer;
  let api: ApiDocument;
  let anna: Actor;
  let ben: Actor;
  let olga: Actor;
  beforeAll(async () => {
    server = await startServer({}, {}, [ProbeController]);
    api = await readDocument(server.client);
    anna = await Actor.signUp(server.client, 'anna', [personA.front, personA.left]);
    ben = await Actor.signUp(server.client, 'ben', [personB.front, personB.left]);
    olga = await Actor.signUp(server.client, 'olga', [personB.front, personB.left]);
    await ask(server.dataDir, 'user', 'role', 'olga', 'operator');
  });
  afterAll(() => server?.stop());
  afterEach(() => vi.useRealTimers());

  const call = ({ name, method, path }: Operation, options: CallOptions = {}, id: string = randomUUID()) =>
    server.client.call(method, pathWith(path, id), BODIES[name], options);
  const behind = (auth: Operation['auth']) => api.operations.filter((operation) => operation.auth === auth);
  const decided = () => api.operations.filter(({ name }) => name !== UNDECIDED_PROBE);
  /** One line for each operation, so that a failure names every door that is open. */
  const outcomes = async (operations: Operation[], options: (operation: Operation) => Promise<CallOptions>) => {
    const lines: Record<string, string> = {};
    for (const operation of operations)
      lines[operation.name] = outcome(await call(operation, await options(operation)));
    return lines;
  };

  it('finds every route that is registered in the document, and none besides', () => {
    const registered = registeredRoutes(server.app).filter((name) => !DOCUMENTATION.test(name));
    expect(registered.toSorted()).toEqual(api.operations.map(({ name }) => name).toSorted());
    expect(behind('bearer').length).toBeGreaterThan(10);
  });

  it('finds those open to anybody on the list of reasons, and no others', () => {
    const open = decided().filter(({ auth }) => auth === 'none');
    expect(open.map(({ name }) => name).toSorted()).toEqual(Object.keys(PUBLIC).toSorted());
  });

  it('is nobody without a token, or with one that is not ours', async () => {
    const [, claims] = (await anna.token()).split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${claims}.`;
    const operations = behind('bearer');
    for (const options of [{}, { token: 'garbage' }, { token: unsigned }, { headers: { Authorization: 'Basic YTpi' } }])
      expect(await outcomes(operations, async () => options)).toEqual(all(operations, '401 UNAUTHENTICATED'));
  });

  it('is nobody with the refresh token in place of an access token', async () => {
    const { refreshToken } = await anna.logIn();
    const operations = behind('bearer');
    expect(await outcomes(operations, async () => ({ token: refreshToken, refreshToken }))).toEqual(
      all(operations, '401 UNAUTHENTICATED'),
    );
  });

  it('is too late with an expired token', async () => {
    const token = await anna.token();
    const operations = behind('bearer');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    expect(await outcomes(operations, async () => ({ token }))).toEqual(all(operations, '401 TOKEN_EXPIRED'));
  });

  it('is nobody with the token of a session that has ended', async () => {
    const { body, refreshToken } = await anna.logIn();
    expect((await server.client.post('/api/auth/logout', undefined, { refreshToken })).status).toBe(204);
    const operations = behind('bearer');
    expect(await outcomes(operations, async () => ({ token: body.accessToken }))).toEqual(
      all(operations, '401 SESSION_REVOKED'),
    );
  });

  it('is stopped at another website’s page where the cookie is the key', async () => {
    const { refreshToken } = await anna.logIn();
    const operations = behind('cookie');
    const foreign = { refreshToken, headers: { Origin: 'https://elsewhere.example' } };
    expect(await outcomes(operations, async () => foreign)).toEqual(all(operations, '403 ORIGIN_FORBIDDEN'));
    // Nothing was done on the way.
    expect((await server.client.post<SignedIn>('/api/auth/refresh', undefined, { refreshToken })).status).toBe(200);
  });

  it('is let in as a user everywhere but where operators are', async () => {
    const operations = behind('bearer');
    const lines = await outcomes(operations, async () => ({ token: await ben.token() }));
    const forOperators = operations.filter(({ role }) => role);
    expect(forOperators.map(({ name }) => name)).toContain(OPERATOR_PROBE);
    expect(refused(lines)).toEqual(all(forOperators, '403 FORBIDDEN'));
  });

  it('is let in as an operator without a second factor everywhere but where operators are', async () => {
    const operations = behind('bearer').filter(({ role }) => role);
    const lines = await outcomes(operations, async () => ({ token: await olga.token() }));
    expect(lines).toEqual(all(operations, '403 FACTOR_REQUIRED'));
  });

  it('is let in as an operator who showed a second factor everywhere', async () => {
    const lines = await outcomes(behind('bearer'), async () => {
      const token = await olga.token();
      await server.sql(
        `UPDATE sessions SET amr = '{pwd,otp}' FROM users WHERE users.id = user_id AND username = 'olga'`,
      );
      return { token };
    });
    expect(refused(lines)).toEqual({});
    expect(lines[OPERATOR_PROBE]).toBe('200');
  });

  it('finds nothing at another person’s ids, as if there were none', async () => {
    const personal = behind('bearer').filter(({ path, role }) => path.includes('{') && !role);
    expect(personal.length).toBeGreaterThanOrEqual(5);
    await anna.token();
    await server.sql(
      `INSERT INTO passkeys (id, user_id, credential_id, user_handle, public_key, counter, transports, synced, name)
       SELECT $1::uuid, users.id, 'c', 'h', 'k', 0, '{}', false, 'Laptop' FROM users WHERE username = 'anna'`,
      [randomUUID()],
    );
    for (const operation of personal) {
      const ids = await idsOf(operation);
      for (const stranger of [ben, olga]) {
        const absent = await call(operation, { token: await stranger.token() });
        expect([operation.name, absent.status]).toEqual([operation.name, 404]);
        for (const id of ids)
          expect(
            [operation.name, await answerOf(call(operation, { token: await stranger.token() }, id))],
            'another answer than for an id that never was',
          ).toEqual([operation.name, await answerOf(Promise.resolve(absent))]);
      }
      expect(await idsOf(operation)).toEqual(expect.arrayContaining(ids));
      // Its owner finds it there.
      const own = operation.method === 'GET' ? [await call(operation, { token: await anna.token() }, ids[0])] : [];
      expect(own.every(({ status }) => status === 200)).toBe(true);
    }
    await server.sql('DELETE FROM passkeys');
  });

  it('finds a route that says nothing of who may call it closed to everybody', async () => {
    const undecided = api.operations.find(({ name }) => name === UNDECIDED_PROBE)!;
    for (const actor of [undefined, anna, olga])
      expect(outcome(await call(undecided, { token: await actor?.token() }))).toBe('500 INTERNAL');
  });

  /** Anna's, from the list that the path without its parameter is. */
  async function idsOf({ path }: Operation): Promise<string[]> {
    const folder = path.slice(0, path.indexOf('/{'));
    const list = LISTS[folder] ?? folder;
    const { status, body } = await server.client.get<unknown>(list, { token: await anna.token() });
    const ids = idsIn(body);
    if (status !== 200 || ids.length === 0) throw new Error(`GET ${list} lists none of the ids that ${path} takes`);
    return ids;
  }
});

const REFUSED = new RegExp(`^40[13] (${[...TOKEN_CODES, 'FORBIDDEN'].join('|')})$`);

const all = (operations: Operation[], line: string) => Object.fromEntries(operations.map(({ name }) => [name, line]));

/** What was turned away for who asked, of all outcomes. */
function refused(lines: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(lines).filter(([, line]) => REFUSED.test(line)));
}

function outcome({ status, body }: Answer<Problem>): string {
  return status < 400 ? String(status) : `${status} ${body.code}`;
}

async function answerOf(answer: Promise<Answer<Problem>>): Promise<object> {
  const { status, body } = await answer;
  return { status, body };
}

/** Every `id` in an answer, however deep. */
function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'id' && typeof inner === 'string' ? [inner] : idsIn(inner),
  );
}
