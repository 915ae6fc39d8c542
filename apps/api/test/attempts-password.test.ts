import type { Problem, StoredFacial } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const WRONG = 'not the password';
const THROUGH_PROXY = { FACEGATE_TRUSTED_PROXIES: 'loopback' };

interface Try {
  name?: string;
  password?: string;
  from?: string;
  cookie?: string;
}

const wait = ({ headers }: Answer<unknown>) => Number(headers.get('retry-after'));
const deviceCookie = ({ headers }: Answer<unknown>) =>
  headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('facegate_device='))!
    .split(';')[0]!;

/** One after the other. */
async function times(count: number, once: (at: number) => Promise<Answer<Problem>>): Promise<number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < count; at += 1) statuses.push((await once(at)).status);
  return statuses;
}

describeOnEachDatabase('attempts by password', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let annasDevice: string;
  let bensDevice: string;
  beforeAll(async () => {
    server = await startServer(await database.create(), THROUGH_PROXY);
    const signedUp = await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' });
    anna = signedUp.body;
    annasDevice = deviceCookie(signedUp);
    bensDevice = deviceCookie(await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  afterAll(() => server?.stop());
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));

  const logIn = ({ name = 'anna', password = WRONG, from = '192.0.2.1', cookie }: Try = {}) =>
    server.client.post(
      '/api/auth/login',
      { username: name, password },
      { headers: { 'X-Forwarded-For': from, ...(cookie !== undefined && { Cookie: cookie }) } },
    );
  const waitsAreOver = () => server.sql('UPDATE attempt_counts SET open_at = now()');

  it('five in a row, then a wait of 30 s that doubles, with the right password as with a wrong one', async () => {
    expect(await times(5, () => logIn())).toEqual([401, 401, 401, 401, 401]);
    const refused = await logIn();
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(wait(refused)).toBeGreaterThan(20);
    expect(wait(refused)).toBeLessThanOrEqual(30);
    expect((await logIn({ password: PASSWORD })).status).toBe(429);
    await waitsAreOver();
    expect((await logIn()).status).toBe(401);
    expect(wait(await logIn())).toBeGreaterThan(50);
    await waitsAreOver();
    expect((await logIn({ password: PASSWORD })).status).toBe(200);
  });

  const answersOf = async (name: string) => {
    const answers: unknown[] = [];
    for (let at = 0; at < 7; at += 1) {
      const { status, body, headers } = await logIn({ name });
      answers.push({ status, body, headers: [...headers.keys()] });
    }
    return answers;
  };

  it.each(['nobody.at.all', 'nobody@example.org', 'no\0body'])('for %j as for somebody', async (name) => {
    expect(await answersOf(name)).toEqual(await answersOf('anna'));
  });

  it('of one account under its name and its address together', async () => {
    await times(3, () => logIn({ name: 'ANNA' }));
    await times(2, () => logIn({ name: 'anna@example.org' }));
    expect((await logIn()).status).toBe(429);
  });

  it('begin anew after a success', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await times(4, () => logIn())).toEqual([401, 401, 401, 401]);
      expect((await logIn({ password: PASSWORD })).status).toBe(200);
    }
  });

  it('many at once are not more than one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => logIn()));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('are remembered over a restart', async () => {
    await times(5, () => logIn());
    await server.restart();
    expect((await logIn()).status).toBe(429);
  });

  it('are counted for a network, not for each of its addresses', async () => {
    await times(5, (at) => logIn({ from: `192.0.2.${at}` }));
    expect((await logIn({ from: '192.0.2.200' })).status).toBe(429);
    expect((await logIn({ from: '198.51.100.1', password: PASSWORD })).status).toBe(200);
    await server.sql('DELETE FROM attempt_counts');
    await times(5, (at) => logIn({ from: `2001:db8:7:${at}::1` }));
    expect((await logIn({ from: '2001:db8:7:ffff::1' })).status).toBe(429);
  });

  it('leave no name, address or password in the store', async () => {
    await logIn({ name: 'typed by mistake', password: 'a secret one' });
    await logIn();
    const rows = JSON.stringify(await server.sql('SELECT * FROM attempt_counts'));
    for (const text of ['typed', 'secret', '192.0.2', 'anna']) expect(rows).not.toContain(text);
    expect(rows).toContain(anna.user.id);
  });

  const attack = (count: number) => times(count, (at) => logIn({ from: `10.1.${at}.1` }));

  describe('from many networks against one account', () => {
    it('are 50, then one at a time, while the owner logs in where they did before', async () => {
      const statuses = await attack(53);
      expect(statuses.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 401));
      expect(statuses.slice(50)).toEqual([429, 429, 429]);
      expect((await logIn({ from: '203.0.113.1', password: PASSWORD })).status).toBe(429);
      const owner = await logIn({ from: '203.0.113.1', password: PASSWORD, cookie: annasDevice });
      expect(owner.status).toBe(200);
      expect((await logIn({ password: PASSWORD, cookie: deviceCookie(owner) })).status).toBe(200);
    });

    it('wait until it is over, and not for ever', async () => {
      await attack(50);
      await server.sql(`UPDATE attempt_counts SET attempts = 5000 WHERE key LIKE 'password:strangers:%'`);
      await waitsAreOver();
      expect((await logIn({ from: '203.0.113.1', password: PASSWORD })).status).toBe(200);
      expect((await logIn({ from: '203.0.113.2' })).status).toBe(401);
    });
  });

  const blockStrangers = async () => {
    await times(5, () => logIn());
    expect((await logIn({ password: PASSWORD })).status).toBe(429);
  };

  const changePassword = (from: string, to: string) =>
    server.client.patch('/api/me', { password: to, currentPassword: from }, { token: anna.accessToken });

  /** What a browser has after a log-in with the cookie that it had before. */
  const loggedIn = async (cookie?: string) => deviceCookie(await logIn({ password: PASSWORD, cookie }));

  describe('on a known device', () => {
    it('climb a ladder of their own', async () => {
      expect(await times(6, () => logIn({ cookie: annasDevice }))).toEqual([401, 401, 401, 401, 401, 429]);
      expect((await logIn({ password: PASSWORD })).status).toBe(200);
    });

    it.each([
      ['of another account', () => bensDevice],
      ['that was changed', () => `${annasDevice.slice(0, -4)}AAAA`],
      [
        'that was made up',
        () => `facegate_device=${Buffer.from(JSON.stringify({ userId: anna.user.id })).toString('base64url')}`,
      ],
      ['that is too long', () => `facegate_device=${'A'.repeat(4000)}`],
      ['of nothing', () => 'facegate_device='],
    ])('do not with the cookie %s', async (_name, cookie) => {
      await blockStrangers();
      expect((await logIn({ password: PASSWORD, cookie: cookie() })).status).toBe(429);
      expect((await logIn({ password: PASSWORD, cookie: annasDevice })).status).toBe(200);
    });

    it('do not with a cookie from before the password was changed, and do where it was', async () => {
      const NEW = 'another quiet bicycle';
      const changed = await changePassword(PASSWORD, NEW);
      try {
        await blockStrangers();
        expect((await logIn({ password: NEW, cookie: annasDevice })).status).toBe(429);
        expect((await logIn({ password: NEW, cookie: deviceCookie(changed) })).status).toBe(200);
      } finally {
        await server.sql('DELETE FROM attempt_counts');
        annasDevice = deviceCookie(await changePassword(NEW, PASSWORD));
      }
    });

    it('are counted on, when somebody logged in there again', async () => {
      const again = await loggedIn(annasDevice);
      expect(await times(4, () => logIn({ cookie: annasDevice }))).toEqual([401, 401, 401, 401]);
      expect(await times(2, () => logIn({ cookie: again }))).toEqual([401, 429]);
    });

    it('are ten on all devices of an account together, however many log-ins made one known', async () => {
      const devices: string[] = [];
      for (let at = 0; at < 12; at += 1) devices.push(await loggedIn());
      const statuses: number[] = [];
      for (const cookie of devices) statuses.push(...(await times(5, () => logIn({ cookie }))));
      expect(statuses.filter((status) => status === 401)).toHaveLength(10);
      const many = await Promise.all(devices.map((cookie) => logIn({ cookie })));
      expect(new Set(many.map(({ status }) => status))).toEqual(new Set([429]));
      expect((await logIn({ password: PASSWORD })).status).toBe(200);
    });

    it('are the same device after a log-in by face, where the cookie was sent along', async () => {
      const image = await base64(personA.otherFront);
      const headers = { Cookie: annasDevice, 'X-Forwarded-For': '192.0.2.1' };
      await times(5, () => logIn({ cookie: annasDevice }));
      const byFace = await server.client.post('/api/user/facial/recognize', { image, username: 'anna' }, { headers });
      expect(byFace.status).toBe(200);
      expect((await logIn({ cookie: deviceCookie(byFace) })).status).toBe(429);
    });

    it('are told by a cookie that no script reads, and that opens nothing', async () => {
      const cookie = (await logIn({ password: PASSWORD })).headers.getSetCookie().find((one) => one.includes('device'));
      expect(cookie).toMatch(/; Path=\/api; .*HttpOnly; SameSite=Strict$/);
      expect(Buffer.from(cookie!.split(/[=;]/)[1]!, 'base64url').toString('latin1')).not.toContain(anna.user.id);
      const me = await server.client.get('/api/me', { headers: { Cookie: cookie!.split(';')[0]! } });
      expect(me.status).toBe(401);
    });
  });

  it('of somebody signed in are counted as well, and let nobody wait at the door', async () => {
    const token = anna.accessToken;
    const erase = () => server.client.delete('/api/me', { token, body: { password: WRONG } });
    const change = (currentPassword: string) =>
      server.client.patch('/api/me', { email: 'anna@example.com', currentPassword }, { token });
    expect(await times(3, erase)).toEqual([401, 401, 401]);
    expect(await times(2, () => change(WRONG))).toEqual([401, 401]);
    expect(await times(2, () => change(PASSWORD))).toEqual([429, 429]);
    expect((await logIn({ password: PASSWORD })).status).toBe(200);
    await waitsAreOver();
    expect((await change(PASSWORD)).status).toBe(200);
  });
});

describeOnEachDatabase('failures of one address', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { ...THROUGH_PROXY, FACEGATE_FAILURES_AN_ADDRESS: '4' });
  });
  afterAll(() => server?.stop());
  let names = 0;
  const logIn = (from: string) =>
    server.client.post(
      '/api/auth/login',
      { username: `n${(names += 1)}`, password: WRONG },
      { headers: { 'X-Forwarded-For': from } },
    );

  it('are limited over all accounts, and those of a network at ten times as many', async () => {
    for (let at = 0; at < 4; at += 1) expect((await logIn('192.0.2.1')).status).toBe(401);
    const refused = await logIn('192.0.2.1');
    expect(refused.status).toBe(429);
    expect(wait(refused)).toBeGreaterThan(800);
    for (let address = 2; address <= 10; address += 1)
      for (let at = 0; at < 4; at += 1) expect((await logIn(`192.0.2.${address}`)).status).toBe(401);
    expect((await logIn('192.0.2.99')).status).toBe(429);
    expect((await logIn('192.0.3.1')).status).toBe(401);
  });
});

describe('without a trusted proxy', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({});
  });
  afterAll(() => server?.stop());

  const logIn = (at: number) =>
    server.client.post(
      '/api/auth/login',
      { username: 'nobody', password: WRONG },
      {
        headers: {
          'X-Forwarded-For': `203.0.113.${at}`,
          Forwarded: `for=203.0.113.${at}`,
          'X-Real-IP': `203.0.113.${at}`,
        },
      },
    );

  it('X-Forwarded-For makes nobody a stranger', async () => {
    for (let at = 0; at < 5; at += 1) expect((await logIn(at)).status).toBe(401);
    expect((await logIn(6)).status).toBe(429);
  });
});
