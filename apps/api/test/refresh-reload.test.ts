import { EventEmitter, once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SignedIn } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { AccessTokens } from '../src/sessions/access-tokens.js';
import { RefreshCookie } from '../src/sessions/refresh-cookie.js';
import { describeOnEachDatabase } from './support/databases.js';
import { image, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('a page that is reloaded while its session is refreshed', (database) => {
  let server: TestServer;
  let cookie: string;
  beforeAll(async () => {
    server = await startServer(await database.create());
    await signUp(server.client, [await image(personA.front), await image(personA.left)], { username: 'anna' });
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => server?.stop());

  async function logIn(): Promise<SignedIn> {
    const { body, refreshToken } = await server.client.post<SignedIn>('/api/auth/login', {
      username: 'anna',
      password: PASSWORD,
    });
    cookie = refreshToken!;
    return body;
  }

  const refresh = (refreshToken: string) =>
    server.client.post<SignedIn & { code?: string }>('/api/auth/refresh', undefined, { refreshToken });

  /** As the page does with the cookie that the browser has: what is turned away with `REFRESH_CONFLICT` comes once more. */
  async function refreshAsPage(): Promise<Awaited<ReturnType<typeof refresh>>> {
    const first = await refresh(cookie);
    if (first.body.code !== 'REFRESH_CONFLICT') return first;
    await sleep(1000);
    return refresh(cookie);
  }

  /** A request whose answer nobody waits for once it is destroyed. */
  function send(path: string, headers: Record<string, string>, body = ''): ClientRequest {
    const sent = request(server.client.baseUrl + path, {
      method: 'POST',
      agent: false,
      headers: { Cookie: `facegate_refresh=${cookie}`, 'Content-Type': 'application/json', ...headers },
    });
    sent.on('error', () => undefined);
    sent.end(body);
    return sent;
  }

  /** Holds every transaction that makes tokens, until it is let go. */
  function slowTokens(): { reached: Promise<void>; letGo: () => void } {
    const tokens = server.app.get(AccessTokens, { strict: false });
    const issue = tokens.issue.bind(tokens);
    const letting = new EventEmitter();
    const open = once(letting, 'go');
    const reached = new Promise<void>((resolve) => {
      vi.spyOn(tokens, 'issue').mockImplementationOnce(async (session) => {
        resolve();
        await open;
        return issue(session);
      });
    });
    return { reached, letGo: () => void letting.emit('go') };
  }

  it('stays signed in when the refresh was still being done', async () => {
    await logIn();
    const slow = slowTokens();
    const first = send('/api/auth/refresh', {});
    await slow.reached;
    first.destroy();
    const second = refreshAsPage();
    await sleep(100);
    slow.letGo();
    expect((await second).status).toBe(200);
  });

  it('stays signed in when the refresh was done, and its answer not sent', async () => {
    await logIn();
    let given: string | undefined;
    const cookies = server.app.get(RefreshCookie, { strict: false });
    vi.spyOn(cookies, 'set').mockImplementationOnce((response, refreshToken) => {
      given = refreshToken;
      response.req.socket.destroy();
    });
    const first = send('/api/auth/refresh', {});
    await new Promise((resolve) => first.once('close', resolve));
    const { status, body } = await refreshAsPage();
    expect({ status, code: body.code }).toEqual({ status: 200, code: undefined });
    // What was made and never handed out is worth nothing.
    expect((await refresh(given!)).body.code).toBe('UNAUTHENTICATED');
    expect((await server.client.get('/api/me', { token: body.accessToken })).status).toBe(200);
  });

  it('gives nobody a second chance whose answer was sent', async () => {
    await logIn();
    expect((await refresh(cookie)).status).toBe(200);
    expect((await refreshAsPage()).body.code).toBe('REFRESH_CONFLICT');
  });

  it('stays signed in when it was proving who it is', async () => {
    const { accessToken } = await logIn();
    const slow = slowTokens();
    const proof = JSON.stringify({ password: PASSWORD });
    const first = send('/api/auth/step-up', { Authorization: `Bearer ${accessToken}` }, proof);
    await slow.reached;
    first.destroy();
    await sleep(100);
    slow.letGo();
    expect((await refreshAsPage()).status).toBe(200);
    expect((await server.client.get('/api/me', { token: accessToken })).status).toBe(200);
  });
});
