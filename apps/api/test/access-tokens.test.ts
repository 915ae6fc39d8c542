import { createHmac, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { personA } from '@facegate/test-footage';
import type { JsonWebKeySet, SignedIn, StoredFacial } from '@facegate/contracts';
import { JwtService, type JwtSignOptions } from '@nestjs/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SigningKey } from '../src/tokens/signing-key-set.js';
import { SigningKeys } from '../src/tokens/signing-keys.js';
import { SignedTokens } from '../src/tokens/signed-tokens.js';
import { LIVENESS_TOKEN } from '../src/tokens/token-kinds.js';
import { describeOnEachDatabase } from './support/databases.js';
import { image, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

describeOnEachDatabase('an access token', (database) => {
  let server: TestServer;
  let anna: StoredFacial['user'];
  let key: SigningKey;
  let token: string;
  let parts: [string, string, string];
  let claims: Record<string, unknown>;
  beforeAll(async () => {
    server = await startServer(await database.create());
    const images = [await image(personA.front), await image(personA.left)];
    ({ user: anna } = (await signUp(server.client, images, { username: 'anna' })).body);
    key = await server.app.get(SigningKeys, { strict: false }).signer();
    const logIn = await server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD });
    token = logIn.body.accessToken;
    parts = token.split('.') as typeof parts;
    claims = decode(parts[1]);
  });
  afterAll(() => server?.stop());

  const me = (bearer: string) => server.client.get('/api/me', { token: bearer });
  const header = (changes: object) => ({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...changes });

  const ownClaims = () => ({ sid: claims['sid'], amr: claims['amr'], auth_time: claims['auth_time'] });

  /** By the server's own key, unless `options` say otherwise. */
  function signed(changes: Record<string, unknown>, options: JwtSignOptions = {}): string {
    return new JwtService().sign(
      { ...claims, ...changes },
      { algorithm: 'ES256', privateKey: key.privatePem, header: header({}), ...options },
    );
  }

  it('says who, which session, how, how well, since when and until when, and no more', () => {
    expect(decode(parts[0])).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.stringMatching(/^[\w-]{43}$/) });
    expect(claims).toEqual({
      sub: anna.id,
      sid: expect.any(String),
      amr: ['pwd'],
      acr: 'aal1',
      auth_time: expect.any(Number),
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
      iat: expect.any(Number),
      exp: Number(claims['iat']) + 600,
      iss: 'facegate',
      aud: 'facegate-api',
    });
    expect(token.length).toBeLessThan(1000);
  });

  it('is signed by a key that is published', async () => {
    const { body, headers } = await server.client.get<JsonWebKeySet>('/api/.well-known/jwks.json');
    expect(body.keys).toEqual([
      { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String), kid: key.kid, use: 'sig', alg: 'ES256' },
    ]);
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    const published = await crypto.subtle.importKey(
      'jwk',
      Object.assign({}, body.keys[0]),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const signature = Buffer.from(parts[2], 'base64url');
    const content = Buffer.from(`${parts[0]}.${parts[1]}`);
    expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, published, signature, content)).toBe(true);
  });

  it('as we make it is taken', async () => {
    expect((await me(signed({}))).status).toBe(200);
  });

  describe('is UNAUTHENTICATED', () => {
    it.each<[string, () => string | Promise<string>]>([
      ['with tampered claims', () => [parts[0], encode({ ...claims, sub: 'someone-else' }), parts[2]].join('.')],
      ['with a tampered signature', () => token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA')],
      ['without a signature', () => `${parts[0]}.${parts[1]}.`],
      ['with alg none', () => `${encode(header({ alg: 'none' }))}.${parts[1]}.`],
      ['with alg None and a signature', () => `${encode(header({ alg: 'None' }))}.${parts[1]}.${parts[2]}`],
      [
        'by another key of the same name',
        () => {
          const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
          return signed({}, { privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() });
        },
      ],
      ['by a key of another name', () => signed({}, { header: header({ kid: 'unknown' }) })],
      ['by a key without a name', () => signed({}, { header: { alg: 'ES256', typ: 'at+jwt' } })],
      [
        'by a key that it brings along',
        () => {
          const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
          const jwk = publicKey.export({ format: 'jwk' });
          const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
          return signed({}, { privateKey: privatePem, header: { ...header({}), jwk } as never });
        },
      ],
      [
        'with the public key as an HMAC secret',
        () => {
          const body = `${encode(header({ alg: 'HS256' }))}.${parts[1]}`;
          return `${body}.${createHmac('sha256', key.publicPem).update(body).digest('base64url')}`;
        },
      ],
      ['of another type', () => signed({}, { header: header({ typ: 'liveness+jwt' }) })],
      ['of no type', () => signed({}, { header: header({ typ: undefined }) })],
      ['of the type of any token', () => signed({}, { header: header({ typ: 'JWT' }) })],
      [
        'that is a liveness token',
        () => server.app.get(SignedTokens, { strict: false }).sign(LIVENESS_TOKEN, ownClaims(), { subject: anna.id }),
      ],
      ['for another audience', () => signed({ aud: 'facegate-liveness' })],
      ['for no audience', () => signed({ aud: undefined })],
      ['of another issuer', () => signed({ iss: 'other' })],
      ['for another person’s session', () => signed({ sub: crypto.randomUUID() })],
      ['that is nonsense', () => 'nonsense'],
      ['that is nothing', () => ''],
    ])('%s', async (_name, make) => {
      const { status, body, headers } = await me(await make());
      expect(status).toBe(401);
      expect(body.code).toBe('UNAUTHENTICATED');
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    });
  });

  it('past its time is TOKEN_EXPIRED', async () => {
    expect((await me(signed({ exp: Math.floor(Date.now() / 1000) - 1 }))).body.code).toBe('TOKEN_EXPIRED');
  });

  it('of a session that never was is SESSION_REVOKED', async () => {
    expect((await me(signed({ sid: crypto.randomUUID() }))).body.code).toBe('SESSION_REVOKED');
  });

  it('does nothing as a cookie, in the query or in the body', async () => {
    const cookie = await server.client.get('/api/me', { headers: { Cookie: `access_token=${token}` } });
    expect(cookie.status).toBe(401);
    expect((await server.client.get(`/api/me?access_token=${token}`)).status).toBe(401);
  });

  it('no private part of a key leaves the server', async () => {
    const { d } = createPrivateKey(key.privatePem).export({ format: 'jwk' });
    const { body } = await server.client.get<JsonWebKeySet>('/api/.well-known/jwks.json');
    expect(JSON.stringify(body)).not.toContain(d);
  });
});
