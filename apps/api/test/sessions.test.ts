import { createHmac, generateKeyPairSync } from 'node:crypto';
import { personA } from '@facegate/test-footage';
import type { SignedIn, StoredFacial } from '@facegate/contracts';
import { JwtService, type JwtSignOptions } from '@nestjs/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN_AUDIENCE } from '../src/sessions/access-tokens.js';
import { SIGNING_KEY, type SigningKey } from '../src/sessions/signing-key.js';
import type { Answer } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { image, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const PEOPLE = { username: 'anna', email: 'anna@example.org' };

const code = async (answer: Promise<Answer<unknown>>) => ((await answer).body as { code?: string }).code;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** By the server's own key. */
function signed(server: TestServer, payload: object, options: JwtSignOptions): string {
  return server.app
    .get(JwtService, { strict: false })
    .sign(payload, { audience: TOKEN_AUDIENCE, expiresIn: 600, ...options });
}

describeOnEachDatabase('sessions', (database) => {
  let server: TestServer;
  let anna: StoredFacial['user'];
  beforeAll(async () => {
    server = await startServer(await database.create());
    const images = [await image(personA.front), await image(personA.left)];
    ({ user: anna } = (await signUp(server.client, images, PEOPLE)).body);
  });
  afterAll(() => server?.stop());

  const logIn = (username = 'anna', password = PASSWORD) =>
    server.client.post<SignedIn>('/api/auth/login', { username, password });
  const refresh = (refreshToken?: string, headers?: Record<string, string>) =>
    server.client.post<SignedIn & { code: string }>('/api/auth/refresh', undefined, { refreshToken, headers });
  const me = (token: string) => server.client.get('/api/me', { token });

  describe('log-in by password', () => {
    it.each(['anna', 'ANNA', 'anna@example.org', 'Anna@EXAMPLE.org'])('takes the name %s', async (name) => {
      const { status, body, setCookie } = await logIn(name);
      expect(status).toBe(200);
      expect(body).toMatchObject({ user: anna, method: 'password', expiresIn: 600 });
      expect(setCookie).toMatch(
        /^facegate_refresh=[\w-]{43}; Max-Age=2592000; Path=\/api\/auth; .*HttpOnly; SameSite=Strict$/,
      );
      expect((await me(body.accessToken)).body).toEqual(anna);
    });

    it('takes the password in another Unicode composition', async () => {
      const images = [await image(personA.front), await image(personA.left)];
      await signUp(server.client, images, { username: 'composed', password: 'caf\u00e9 au lait' });
      expect((await logIn('composed', 'cafe\u0301 au lait')).status).toBe(200);
    });

    it('answers an unknown user just like a wrong password', async () => {
      const wrong = await server.client.post('/api/auth/login', { username: 'anna', password: 'not hers' });
      expect(wrong).toMatchObject({ status: 401, body: { code: 'CREDENTIALS_INVALID' }, setCookie: undefined });
      for (const username of ['nobody', 'nobody@example.org', 'no\0body']) {
        const unknown = await server.client.post('/api/auth/login', { username, password: PASSWORD });
        expect(unknown.status).toBe(wrong.status);
        expect(unknown.body).toEqual(wrong.body);
      }
    });
  });

  describe('refresh', () => {
    it('replaces the cookie and gives a new access token', async () => {
      const first = await logIn();
      const second = await refresh(first.refreshToken);
      expect(second.status).toBe(200);
      expect(second.body).toMatchObject({ user: anna, method: 'password' });
      expect(second.refreshToken).toMatch(/^[\w-]{43}$/);
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect((await me(second.body.accessToken)).status).toBe(200);
      expect((await refresh(second.refreshToken)).status).toBe(200);
    });

    it('keeps tokens as hashes only', async () => {
      const { refreshToken } = await logIn();
      const rows = JSON.stringify(await server.sql('SELECT * FROM refresh_tokens, sessions'));
      expect(rows).not.toContain(refreshToken);
    });

    it('of a spent token ends the whole family', async () => {
      const first = await logIn();
      const second = await refresh(first.refreshToken);
      const reuse = await refresh(first.refreshToken);
      expect(reuse).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' }, refreshToken: '' });
      expect((await refresh(second.refreshToken)).body.code).toBe('SESSION_REVOKED');
      for (const { body } of [first, second]) expect(await code(me(body.accessToken))).toBe('SESSION_REVOKED');
    });

    it('many times at once with one token leaves at most one line alive', async () => {
      const { refreshToken } = await logIn();
      const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
      const granted = answers.filter(({ status }) => status === 200);
      expect(granted).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'SESSION_REVOKED')).toHaveLength(7);
    });

    it.each([undefined, 'unknown', '', 'a\u00e4'])(
      'without a token that we gave out (%j) is UNAUTHENTICATED',
      async (token) => {
        const encoded = token === undefined ? undefined : encodeURIComponent(token);
        expect((await refresh(encoded)).body.code).toBe('UNAUTHENTICATED');
      },
    );

    it('of a session past its end is TOKEN_EXPIRED', async () => {
      const { refreshToken, body } = await logIn();
      await server.sql(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE revoked_at IS NULL`);
      expect((await refresh(refreshToken)).body.code).toBe('TOKEN_EXPIRED');
      expect(await code(me(body.accessToken))).toBe('TOKEN_EXPIRED');
    });
  });

  describe('log-out', () => {
    it('by cookie makes both tokens useless at once, and can be repeated', async () => {
      const { body, refreshToken } = await logIn();
      const out = await server.client.post('/api/auth/logout', undefined, { refreshToken });
      expect(out).toMatchObject({ status: 204, refreshToken: '' });
      expect(await code(me(body.accessToken))).toBe('SESSION_REVOKED');
      expect((await refresh(refreshToken)).body.code).toBe('SESSION_REVOKED');
      expect((await server.client.post('/api/auth/logout', undefined, { refreshToken })).status).toBe(204);
    });

    it('by access token does too', async () => {
      const { body, refreshToken } = await logIn();
      expect((await server.client.post('/api/auth/logout', undefined, { token: body.accessToken })).status).toBe(204);
      expect(await code(me(body.accessToken))).toBe('SESSION_REVOKED');
      expect((await refresh(refreshToken)).body.code).toBe('SESSION_REVOKED');
    });

    it('without anything to end is 204', async () => {
      expect((await server.client.post('/api/auth/logout')).status).toBe(204);
    });

    it('of one session leaves the others alone', async () => {
      const [one, other] = [await logIn(), await logIn()];
      await server.client.post('/api/auth/logout', undefined, { refreshToken: one.refreshToken });
      expect((await me(other.body.accessToken)).status).toBe(200);
    });
  });

  describe('from a page of another origin', () => {
    it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])('%s nothing moves', async (origin) => {
      const { body, refreshToken } = await logIn();
      const headers = { Origin: origin };
      expect((await refresh(refreshToken, headers)).body).toMatchObject({ status: 403, code: 'ORIGIN_FORBIDDEN' });
      const out = await server.client.post('/api/auth/logout', undefined, { refreshToken, headers });
      expect(out.body.code).toBe('ORIGIN_FORBIDDEN');
      expect((await me(body.accessToken)).status).toBe(200);
      expect((await refresh(refreshToken)).status).toBe(200);
    });

    it('but from our own it does', async () => {
      const { refreshToken } = await logIn();
      expect((await refresh(refreshToken, { Origin: server.client.baseUrl })).status).toBe(200);
    });
  });

  describe('an access token', () => {
    let token: string;
    let parts: [string, string, string];
    let claims: Record<string, unknown>;
    beforeAll(async () => {
      token = (await logIn()).body.accessToken;
      parts = token.split('.') as typeof parts;
      claims = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
    });

    it('says who, which session, how and until when, and no more', () => {
      expect(JSON.parse(Buffer.from(parts[0], 'base64url').toString())).toEqual({
        alg: 'ES256',
        typ: 'JWT',
        kid: expect.stringMatching(/^[\w-]{16}$/),
      });
      expect(claims).toEqual({
        sub: anna.id,
        sid: expect.any(String),
        typ: 'access',
        amr: ['pwd'],
        auth_time: expect.any(Number),
        iat: expect.any(Number),
        exp: Number(claims['iat']) + 600,
        iss: 'facegate',
        aud: 'facegate-api',
      });
      expect(token.length).toBeLessThan(1000);
    });

    it('of our own key and kind is taken', async () => {
      const { sid } = claims;
      expect((await me(signed(server, { sid, typ: 'access' }, { subject: anna.id }))).status).toBe(200);
    });

    it.each([
      ['tampered claims', () => [parts[0], encode({ ...claims, sub: 'someone-else' }), parts[2]].join('.')],
      ['a tampered signature', () => token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA')],
      ['no signature', () => `${parts[0]}.${parts[1]}.`],
      ['alg none', () => `${encode({ alg: 'none', typ: 'JWT' })}.${parts[1]}.`],
      [
        'a signature of another key',
        () => {
          const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
          const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
          return new JwtService().sign(claims, { algorithm: 'ES256', privateKey: privatePem });
        },
      ],
      [
        'the public key as an HMAC secret',
        () => {
          const { publicPem } = server.app.get<SigningKey>(SIGNING_KEY, { strict: false });
          const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${parts[1]}`;
          return `${body}.${createHmac('sha256', publicPem).update(body).digest('base64url')}`;
        },
      ],
      ['another type', () => signed(server, { sid: claims['sid'], typ: 'liveness' }, { subject: anna.id })],
      [
        'another audience',
        () => signed(server, { sid: claims['sid'], typ: 'access' }, { subject: anna.id, audience: 'other' }),
      ],
      [
        'another issuer',
        () => signed(server, { sid: claims['sid'], typ: 'access' }, { subject: anna.id, issuer: 'other' }),
      ],
      [
        'another person’s session',
        () => signed(server, { sid: claims['sid'], typ: 'access' }, { subject: crypto.randomUUID() }),
      ],
      ['nonsense', () => 'nonsense'],
      ['nothing', () => ''],
    ])('with %s is UNAUTHENTICATED', async (_name, make) => {
      const { status, body, headers } = await me(make());
      expect(status).toBe(401);
      expect(body.code).toBe('UNAUTHENTICATED');
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    });

    it('past its time is TOKEN_EXPIRED', async () => {
      const expired = signed(server, { sid: claims['sid'], typ: 'access' }, { subject: anna.id, expiresIn: -1 });
      expect(await code(me(expired))).toBe('TOKEN_EXPIRED');
    });

    it('of a session that never was is SESSION_REVOKED', async () => {
      const stray = signed(server, { sid: crypto.randomUUID(), typ: 'access' }, { subject: anna.id });
      expect(await code(me(stray))).toBe('SESSION_REVOKED');
    });

    it('does nothing as a cookie, in the query or in the body', async () => {
      const cookie = await server.client.get('/api/me', { headers: { Cookie: `access_token=${token}` } });
      expect(cookie.status).toBe(401);
      expect((await server.client.get(`/api/me?access_token=${token}`)).status).toBe(401);
    });
  });
});

describeOnEachDatabase('behind https', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_PUBLIC_URL: 'https://login.example.org' });
  });
  afterAll(() => server?.stop());

  it('the cookie is Secure, and only the public origin may use it', async () => {
    const images = [await image(personA.front), await image(personA.left)];
    const { setCookie, refreshToken } = await signUp(server.client, images);
    expect(setCookie).toMatch(/; Secure/);
    const refresh = (Origin: string) =>
      server.client.post('/api/auth/refresh', undefined, { refreshToken, headers: { Origin } });
    expect((await refresh(server.client.baseUrl)).body.code).toBe('ORIGIN_FORBIDDEN');
    expect((await refresh('http://login.example.org')).body.code).toBe('ORIGIN_FORBIDDEN');
    expect((await refresh('https://login.example.org')).status).toBe(200);
  });
});
