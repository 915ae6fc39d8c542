import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { accessToken, ask, send } from './http.js';
import { currentQuestion } from './proof-question.js';
import { beginSession, currentSession, currentToken, endSession, keepToken } from './session.js';

const USER = {
  id: '0b8f7a4e-2f5c-4c0e-9a53-3f9f3f5a6d11',
  username: 'ada',
  email: 'ada@example.org',
  emailVerified: false,
  role: 'user' as const,
  faceLogIn: 'on' as const,
  createdAt: '2026-11-20T10:00:00.000Z',
};
const SIGNED_IN = { user: USER, accessToken: 'new', expiresIn: 600, method: 'password' };

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });
const problem = (status: number, code: string, headers?: Record<string, string>): Response =>
  json(status, { code }, headers);

let calls: { path: string; token: string | null }[] = [];

/** A server of a few lines: answers each call by its path and token. */
function serve(answer: (path: string, token: string | null, nth: number) => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const token = new Headers(init.headers).get('Authorization');
    calls.push({ path, token });
    return answer(path, token, calls.filter((call) => call.path === path).length);
  });
}

beforeEach(() => {
  calls = [];
  vi.stubGlobal('navigator', {});
  beginSession(USER, 'old');
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a call as the user', () => {
  test('carries the token from memory', async () => {
    serve(() => json(200, { faces: [], keepsImages: true }));
    await ask('faceList', '/me/faces', { asUser: true });
    expect(calls).toEqual([{ path: '/api/me/faces', token: 'Bearer old' }]);
  });

  test('renews an expired token once and repeats the call', async () => {
    serve((path, token) => {
      if (path === '/api/auth/refresh') return json(200, SIGNED_IN);
      return token === 'Bearer new' ? json(200, { faces: [], keepsImages: true }) : problem(401, 'TOKEN_EXPIRED');
    });
    await expect(ask('faceList', '/me/faces', { asUser: true })).resolves.toEqual({ faces: [], keepsImages: true });
    expect(calls.map(({ path }) => path)).toEqual(['/api/me/faces', '/api/auth/refresh', '/api/me/faces']);
    expect(currentToken()).toBe('new');
  });

  test('several at once share one renewal', async () => {
    serve((path, token) => {
      if (path === '/api/auth/refresh') return json(200, SIGNED_IN);
      return token === 'Bearer new' ? json(200, { faces: [], keepsImages: true }) : problem(401, 'TOKEN_EXPIRED');
    });
    await Promise.all([1, 2, 3].map(() => ask('faceList', '/me/faces', { asUser: true })));
    expect(calls.filter(({ path }) => path === '/api/auth/refresh')).toHaveLength(1);
  });

  test('ends the session when the renewal is refused', async () => {
    serve((path) => problem(401, path === '/api/auth/refresh' ? 'SESSION_REVOKED' : 'TOKEN_EXPIRED'));
    await expect(send('/me', { asUser: true })).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
    expect(currentSession()).toEqual({ status: 'signed-out', byChoice: false, endedBy: 'SESSION_REVOKED' });
    expect(currentToken()).toBeNull();
  });

  test('keeps the session when only the line failed', async () => {
    serve((path) => {
      if (path === '/api/auth/refresh') throw new TypeError('Failed to fetch');
      return problem(401, 'TOKEN_EXPIRED');
    });
    await expect(send('/me', { asUser: true })).rejects.toMatchObject({ code: 'NETWORK' });
    expect(currentSession().status).toBe('signed-in');
  });

  test('a revoked session is over, once the cookie says so too', async () => {
    serve(() => problem(401, 'SESSION_REVOKED'));
    await expect(send('/me', { asUser: true })).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
    expect(calls.map(({ path }) => path)).toEqual(['/api/me', '/api/auth/refresh']);
    expect(currentSession().status).toBe('signed-out');
  });

  test('goes on with the session that another tab put in the place of this one', async () => {
    serve((path, token) => {
      if (path === '/api/auth/refresh') return json(200, SIGNED_IN);
      return token === 'Bearer new' ? json(200, { faces: [], keepsImages: true }) : problem(401, 'SESSION_REVOKED');
    });
    await expect(ask('faceList', '/me/faces', { asUser: true })).resolves.toEqual({ faces: [], keepsImages: true });
  });

  test('comes again when another tab renewed at the same moment', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    serve((path, token, nth) => {
      if (path === '/api/auth/refresh')
        return nth === 1 ? problem(409, 'REFRESH_CONFLICT', { 'Retry-After': '1' }) : json(200, SIGNED_IN);
      return token === 'Bearer new' ? json(200, {}) : problem(401, 'TOKEN_EXPIRED');
    });
    const sent = send('/me', { asUser: true });
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.advanceTimersByTimeAsync(1000);
    await expect(sent).resolves.toMatchObject({ status: 200 });
  });
});

const askProof = (): Response => json(403, { code: 'STEP_UP_REQUIRED', methods: ['password', 'face'] });

describe('a call that asks for a proof of who it is', () => {
  test('waits for the person, and is repeated with the new session', async () => {
    serve((_path, token) => (token === 'Bearer new' ? json(200, {}) : askProof()));
    const sent = send('/me/export', { asUser: true });
    await vi.waitFor(() => expect(currentQuestion()?.methods).toEqual(['password', 'face']));
    keepToken('new');
    currentQuestion()?.answer(true);
    await expect(sent).resolves.toMatchObject({ status: 200 });
    expect(calls.map(({ token }) => token)).toEqual(['Bearer old', 'Bearer new']);
    expect(currentQuestion()).toBeNull();
  });

  test('is given up when the person does not want to, and stays signed in', async () => {
    serve(askProof);
    const sent = send('/me/export', { asUser: true });
    await vi.waitFor(() => expect(currentQuestion()).not.toBeNull());
    currentQuestion()?.answer(false);
    await expect(sent).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' });
    expect(calls).toHaveLength(1);
    expect(currentSession().status).toBe('signed-in');
  });

  test('shares the question with others at the same time', async () => {
    serve(askProof);
    const both = Promise.allSettled([send('/a', { asUser: true }), send('/b', { asUser: true })]);
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    await vi.waitFor(() => expect(currentQuestion()).not.toBeNull());
    currentQuestion()?.answer(false);
    await both;
    expect(currentQuestion()).toBeNull();
  });
});

describe('a call as anybody', () => {
  test('a wrong password renews nothing', async () => {
    endSession();
    serve(() => problem(401, 'CREDENTIALS_INVALID'));
    await expect(send('/auth/login', { method: 'POST', body: {} })).rejects.toMatchObject({
      code: 'CREDENTIALS_INVALID',
    });
    expect(calls).toEqual([{ path: '/api/auth/login', token: null }]);
  });

  test('a busy server is asked once more after the time it names', async () => {
    vi.useFakeTimers();
    serve((_path, _token, nth) => (nth === 1 ? problem(503, 'BUSY', { 'Retry-After': '2' }) : json(200, {})));
    const sent = send('/user/facial/recognize', { method: 'POST', body: {} });
    await vi.advanceTimersByTimeAsync(1900);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    await expect(sent).resolves.toMatchObject({ status: 200 });
  });

  test('a long wait is left to the person', async () => {
    serve(() => problem(503, 'BUSY', { 'Retry-After': '60' }));
    await expect(send('/x')).rejects.toMatchObject({ code: 'BUSY', retryAfterS: 60 });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['not JSON', new Response('<html>')],
    ['not an object', json(200, [])],
    ['not the contract', json(200, { ...SIGNED_IN, user: { ...USER, email: 'nobody' } })],
  ])('an answer that is %s is not taken', async (_what, response) => {
    serve(() => response);
    await expect(ask('signedIn', '/auth/login', { method: 'POST', body: {} })).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
    });
  });
});

describe('the token of the live socket', () => {
  test('is the one of the calls, until the server refused it', async () => {
    serve(() => json(200, SIGNED_IN));
    expect(await accessToken(null)).toBe('old');
    expect(await accessToken('an earlier one')).toBe('old');
    expect(calls).toEqual([]);
    expect(await accessToken('old')).toBe('new');
    expect(calls.map(({ path }) => path)).toEqual(['/api/auth/refresh']);
  });

  test('is none once the session was ended, and that ends it here', async () => {
    serve(() => problem(401, 'SESSION_REVOKED'));
    await expect(accessToken('old')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
    expect(currentSession().status).toBe('signed-out');
    await expect(accessToken(null)).rejects.toMatchObject({ code: expect.any(String) });
  });

  test('cannot be had of a server that is busy or away, and the session stays', async () => {
    for (const answer of [() => problem(503, 'BUSY'), () => Promise.reject(new TypeError('offline'))]) {
      serve(answer);
      await expect(accessToken('old')).rejects.toBeDefined();
      expect(currentSession().status).toBe('signed-in');
    }
  });
});
