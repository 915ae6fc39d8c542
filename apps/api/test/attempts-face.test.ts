import type { FactorList, StoredFacial } from '@facegate/contracts';
import { emptyRoom, personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Answer } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const deviceCookie = ({ headers }: Answer<unknown>) =>
  headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('facegate_device='))!
    .split(';')[0]!;
const wait = ({ headers }: Answer<unknown>) => Number(headers.get('retry-after'));

const from = (address: string, cookie?: string) => ({
  'X-Forwarded-For': address,
  ...(cookie && { Cookie: cookie }),
});

describeOnEachDatabase('attempts by face', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let annasDevice: string;
  let own: string;
  let other: string;
  beforeAll(async () => {
    // Room for twenty at once.
    server = await startServer(await database.create(), {
      FACEGATE_ENGINE_QUEUE: '30',
      FACEGATE_TRUSTED_PROXIES: 'loopback',
    });
    const signedUp = await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' });
    anna = signedUp.body;
    annasDevice = deviceCookie(signedUp);
    [own, other] = [await base64(personA.otherFront), await base64(personB.front)];
  });
  afterAll(() => server?.stop());
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));

  const show = (image: string, username?: string, headers: Record<string, string> = {}) =>
    server.client.post('/api/user/facial/recognize', { image, username }, { headers });
  const logIn = (password = PASSWORD) => server.client.post('/api/auth/login', { username: 'anna', password });
  const misses = async (count: number, name = 'anna') => {
    const statuses: number[] = [];
    for (let at = 0; at < count; at += 1) statuses.push((await show(other, name)).status);
    return statuses;
  };
  /** As if so many misses had come and their waits had gone by. */
  const setMisses = (attempts: number) =>
    server.sql(
      `UPDATE attempt_counts SET attempts = $1, open_at = now(), forget_at = now() + interval '1 day' WHERE key LIKE 'face:%'`,
      [attempts],
    );

  it('five in a row for a name, then a wait of 30 s that doubles; the password is open all the time', async () => {
    expect(await misses(5)).toEqual([401, 401, 401, 401, 401]);
    const refused = await show(own, 'anna');
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS', fallback: 'password' } });
    expect(wait(refused)).toBeGreaterThan(20);
    expect(wait(refused)).toBeLessThanOrEqual(30);
    await setMisses(5);
    expect(await misses(1)).toEqual([401]);
    expect(wait(await show(own, 'anna'))).toBeGreaterThan(50);
    expect((await logIn()).status).toBe(200);
    expect((await show(own, 'anna')).status).toBe(200);
  });

  it('five from one network leave the face open to its owner from another, and where they logged in before', async () => {
    for (let at = 0; at < 5; at += 1) expect((await show(other, 'anna', from(`192.0.2.${at}`))).status).toBe(401);
    expect((await show(own, 'anna', from('192.0.2.99'))).status).toBe(429);
    expect((await show(own, 'anna', from('192.0.2.99', annasDevice))).status).toBe(200);
    for (let at = 0; at < 5; at += 1) expect((await show(other, 'anna', from(`192.0.2.${at}`))).status).toBe(401);
    expect((await show(own, 'anna', from('198.51.100.1'))).status).toBe(200);
  });

  it('from many networks are 20, then one at a time for all but the known devices, and 50 turn the face off', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 22; at += 1) statuses.push((await show(other, 'anna', from(`10.1.${at}.1`))).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429, 429]);
    expect((await show(own, 'anna', from('203.0.113.1'))).status).toBe(429);
    expect((await show(own, 'anna', from('203.0.113.1', annasDevice))).status).toBe(200);
    await show(other, 'anna', from('10.1.1.1'));
    await setMisses(49);
    expect((await show(other, 'anna', from('10.2.1.1'))).status).toBe(401);
    expect((await show(own, 'anna', from('203.0.113.1', annasDevice))).body.code).toBe('FACE_LOG_IN_OFF');
    expect((await logIn()).status).toBe(200);
  });

  it('on a known device climb a ladder of their own, and count among the fifty', async () => {
    const device = from('203.0.113.1', annasDevice);
    for (let at = 0; at < 5; at += 1) expect((await show(other, 'anna', device)).status).toBe(401);
    expect((await show(own, 'anna', device)).status).toBe(429);
    expect((await show(own, 'anna', from('203.0.113.1'))).status).toBe(200);
    await server.sql('DELETE FROM attempt_counts');
    await show(other, 'anna', device);
    await setMisses(49);
    await show(other, 'anna', device);
    expect((await show(own, 'anna', from('203.0.113.1'))).body.code).toBe('FACE_LOG_IN_OFF');
    expect((await logIn()).status).toBe(200);
  });

  it('asked once more of who is signed in are not held up by those of others', async () => {
    const stepUp = (image: string) =>
      server.client.post<StoredFacial>('/api/auth/step-up', { image }, { token: anna.accessToken });
    for (let at = 0; at < 25; at += 1) await show(other, 'anna', from(`10.1.${at}.1`));
    const stepped = await stepUp(own);
    expect(stepped.status).toBe(200);
    anna.accessToken = stepped.body.accessToken;
    for (let at = 0; at < 5; at += 1) expect((await stepUp(other)).status).toBe(401);
    expect((await stepUp(own)).status).toBe(429);
  });

  it('begin anew after a success', async () => {
    expect(await misses(4)).toEqual([401, 401, 401, 401]);
    expect((await show(own, 'anna')).status).toBe(200);
    expect(await misses(5)).toEqual([401, 401, 401, 401, 401]);
  });

  it('many at once are not more than one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => show(other, 'anna')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('after fifty the face is off for the account, over a restart, until the password turns it on', async () => {
    await misses(1);
    await setMisses(49);
    expect(await misses(1)).toEqual([401]);
    await server.sql('UPDATE attempt_counts SET open_at = now()');
    await server.restart();
    const byName = await show(own, 'anna');
    expect(byName).toMatchObject({ status: 403, body: { code: 'FACE_LOG_IN_OFF', fallback: 'password' } });
    expect((await show(own)).body.code).toBe('FACE_LOG_IN_OFF');
    expect(await isTold()).toBe(true);
    expect((await logIn('not the password')).status).toBe(401);
    expect((await show(own, 'anna')).body.code).toBe('FACE_LOG_IN_OFF');
    expect((await logIn()).status).toBe(200);
    expect((await show(own, 'anna')).status).toBe(200);
    expect((await show(own)).status).toBe(200);
    expect(await isTold()).toBe(false);
  });

  /** Whether the owner, in a session that is still open, is told that their face is off. */
  const isTold = async () =>
    (await server.client.get<FactorList>('/api/me/factors', { token: anna.accessToken })).body.faceLogInOff;

  const told = async (name: string) => {
    const answers: unknown[] = [];
    for (let at = 0; at < 8; at += 1) {
      if (at === 6) await setMisses(49);
      const { status, body, headers } = await show(other, name);
      answers.push({ status, body, headers: [...headers.keys()] });
    }
    return answers;
  };

  it('for a name that nobody has as for one that somebody has, from the first to the last', async () => {
    const ofAnna = await told('anna');
    await server.sql('DELETE FROM attempt_counts');
    expect(ofAnna).toMatchObject([401, 401, 401, 401, 401, 429, 401, 403].map((status) => ({ status })));
    expect(await told('nobody.at.all')).toEqual(ofAnna);
  });

  it('without a name count for nobody', async () => {
    for (let at = 0; at < 6; at += 1) expect((await show(other)).status).toBe(401);
    const keys = await server.sql<{ key: string }>('SELECT key FROM attempt_counts');
    expect(keys.map(({ key }) => key.split(':').slice(0, 2).join(':')).toSorted()).toEqual([
      'failures:address',
      'failures:network',
    ]);
  });

  it('with a picture of nobody are none', async () => {
    const empty = await base64(emptyRoom);
    for (let at = 0; at < 7; at += 1) expect((await show(empty, 'anna')).body.code).toBe('NO_FACE');
    expect(await server.sql('SELECT * FROM attempt_counts')).toEqual([]);
  });

  it('are forgotten with the account', async () => {
    const { body: ben } = await signUp(server.client, await imagesOfA(), { username: 'ben' });
    await misses(1, 'ben');
    const erased = await server.client.delete('/api/me', { token: ben.accessToken, body: { password: PASSWORD } });
    expect(erased.status).toBe(204);
    expect(JSON.stringify(await server.sql('SELECT * FROM attempt_counts'))).not.toContain(ben.user.id);
    expect((await show(own, 'anna')).body).toMatchObject({ user: anna.user });
  });
});
