import { randomUUID } from 'node:crypto';
import { personA } from '@facegate/test-footage';
import type { SignedIn } from '@facegate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, image, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const imagesOfAnna = async () => [await image(personA.front), await image(personA.left)];

describeOnEachDatabase('a page of another origin', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
    await signUp(server.client, await imagesOfAnna(), { username: 'anna' });
  });
  afterAll(() => server?.stop());

  const logIn = (headers?: Record<string, string>) =>
    server.client.post<SignedIn & { code: string }>(
      '/api/auth/login',
      { username: 'anna', password: PASSWORD },
      { headers },
    );
  const FOREIGN: [string, Record<string, string>][] = [
    ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['a browser without Fetch Metadata', { Origin: 'https://evil.example' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['a name that begins like ours', { Origin: 'http://localhost.evil.example' }],
    ['one that sends no Origin', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour on the same site', { 'Sec-Fetch-Site': 'same-site' }],
    ['a link or a form', { 'Sec-Fetch-Site': 'none' }],
  ];

  it.each(FOREIGN)('moves nothing that a cookie authorises: %s', async (_name, headers) => {
    const { body, refreshToken } = await logIn();
    const refresh = (extra?: Record<string, string>) =>
      server.client.post<SignedIn & { code: string }>('/api/auth/refresh', undefined, { refreshToken, headers: extra });
    expect((await refresh(headers)).body).toMatchObject({ status: 403, code: 'ORIGIN_FORBIDDEN' });
    const out = await server.client.post('/api/auth/logout', undefined, { refreshToken, headers });
    expect(out.body.code).toBe('ORIGIN_FORBIDDEN');
    expect((await server.client.get('/api/me', { token: body.accessToken })).status).toBe(200);
    expect((await refresh()).status).toBe(200);
  });

  it.each(FOREIGN)('signs nobody in: %s', async (_name, headers) => {
    const passwordLogIn = await logIn(headers);
    expect(passwordLogIn).toMatchObject({ status: 403, body: { code: 'ORIGIN_FORBIDDEN' }, setCookie: undefined });
    const face = { image: (await image(personA.otherFront)).data, username: 'anna' };
    const faceLogIn = await server.client.post('/api/user/facial/recognize', face, { headers });
    expect(faceLogIn).toMatchObject({ body: { code: 'ORIGIN_FORBIDDEN' }, setCookie: undefined });
    const username = `u${randomUUID().slice(0, 8)}`;
    const body = account(await imagesOfAnna(), { username });
    const stored = await server.client.post('/api/user/facial/store', body, { headers });
    expect(stored).toMatchObject({ body: { code: 'ORIGIN_FORBIDDEN' }, setCookie: undefined });
    const { accessToken } = (await logIn()).body;
    const proof = { password: PASSWORD };
    const stepUp = await server.client.post('/api/auth/step-up', proof, { token: accessToken, headers });
    expect(stepUp).toMatchObject({ body: { code: 'ORIGIN_FORBIDDEN' }, setCookie: undefined });
  });

  it('is told by no header that it may read answers', async () => {
    const { headers } = await logIn({ Origin: 'https://evil.example' });
    const preflight = await fetch(`${server.client.baseUrl}/api/auth/login`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://evil.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type, authorization',
      },
    });
    for (const answer of [headers, preflight.headers])
      expect([...answer.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('is not ours', async () => {
    const { refreshToken } = await logIn();
    const headers = { Origin: server.client.baseUrl, 'Sec-Fetch-Site': 'same-origin' };
    expect((await server.client.post('/api/auth/refresh', undefined, { refreshToken, headers })).status).toBe(200);
  });
});

describeOnEachDatabase('behind https', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_PUBLIC_URL: 'https://login.example.org' });
  });
  afterAll(() => server?.stop());

  const refresh = (Cookie: string, Origin = 'https://login.example.org') =>
    server.client.post<SignedIn & { code: string }>('/api/auth/refresh', undefined, { headers: { Cookie, Origin } });

  it('the cookie is bound to this host, and only the public origin may use it', async () => {
    const { setCookie, refreshToken } = await signUp(server.client, await imagesOfAnna());
    expect(setCookie).toMatch(
      /^__Host-facegate_refresh=[\w-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    const cookie = `__Host-facegate_refresh=${refreshToken}`;
    expect((await refresh(cookie, server.client.baseUrl)).body.code).toBe('ORIGIN_FORBIDDEN');
    expect((await refresh(cookie, 'http://login.example.org')).body.code).toBe('ORIGIN_FORBIDDEN');
    expect((await refresh(cookie)).status).toBe(200);
  });

  it('a cookie of the unprotected name is not read', async () => {
    const { refreshToken } = await signUp(server.client, await imagesOfAnna());
    expect((await refresh(`facegate_refresh=${refreshToken}`)).body.code).toBe('UNAUTHENTICATED');
    expect((await refresh(`__Host-facegate_refresh=${refreshToken}`)).status).toBe(200);
  });

  it('browsers are told to stay with https', async () => {
    const { headers } = await server.client.get('/api/health/live');
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
  });
});

describe.each([
  ['a proxy that is trusted', { FACEGATE_TRUSTED_PROXIES: 'loopback' }, '__Host-facegate_refresh'],
  ['anybody', {}, 'facegate_refresh'],
])('X-Forwarded-Proto of %s', (_name, settings, cookieName) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({}, settings);
  });
  afterAll(() => server?.stop());

  it(`makes the cookie ${cookieName}`, async () => {
    await signUp(server.client, await imagesOfAnna(), { username: 'anna' });
    const body = { username: 'anna', password: PASSWORD };
    const headers = { 'X-Forwarded-Proto': 'https' };
    const { setCookie } = await server.client.post('/api/auth/login', body, { headers });
    expect(setCookie?.split('=')[0]).toBe(cookieName);
    const over = await server.client.get('/api/health/live', { headers });
    expect(over.headers.has('strict-transport-security')).toBe(cookieName.startsWith('__Host-'));
  });
});
