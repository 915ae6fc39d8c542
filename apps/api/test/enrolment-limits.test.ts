import type { FaceImage } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, image, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const MOST = 2;

describeOnEachDatabase('accounts and faces made by one place', (database) => {
  let server: TestServer;
  let pictures: FaceImage[];
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_TRUSTED_PROXIES: 'loopback',
      FACEGATE_SIGN_UPS_PER_ADDRESS: String(MOST),
      FACEGATE_ENGINE_QUEUE: '30',
    });
    pictures = await imagesOfB();
  });
  afterAll(() => server?.stop());
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));

  const store = (from: string, fields = {}, images: unknown[] = pictures) =>
    server.client.post('/api/user/facial/store', account(images, fields), { headers: { 'X-Forwarded-For': from } });
  const statuses = async (places: string[]) => {
    const all: number[] = [];
    for (const from of places) all.push((await store(from)).status);
    return all;
  };

  it('are limited for an address, though each succeeds, and for a network', async () => {
    expect(await statuses(['192.0.2.1', '192.0.2.1', '192.0.2.1'])).toEqual([201, 201, 429]);
    const refused = await store('192.0.2.1');
    expect(refused.body.code).toBe('TOO_MANY_ATTEMPTS');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(80_000);
    const others = ['192.0.2.2', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5', '198.51.100.1'];
    expect(await statuses(others)).toEqual([201, 201, 201, 201, 429, 201]);
  });

  it('are not more when they are asked for at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => store('192.0.2.1')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(MOST);
  });

  it('do not count when they fail', async () => {
    const bad = pictures.map(({ pose }) => ({ pose, data: 'AAAA' }));
    for (let at = 0; at < MOST + 1; at += 1) expect((await store('192.0.2.1', {}, bad)).status).toBe(400);
    expect((await store('192.0.2.1')).status).toBe(201);
  });

  it('faces that are added are limited as well, for all accounts of a place together', async () => {
    const accounts = [];
    for (let at = 0; at < 4; at += 1) {
      await server.sql('DELETE FROM attempt_counts');
      accounts.push((await signUp(server.client, await imagesOfA())).body);
    }
    const codes: unknown[] = [];
    for (const one of [personA.otherFront, personA.otherLeft])
      for (const { accessToken: token } of accounts) {
        const { pose, data } = await image(one);
        const { status } = await server.client.post('/api/me/faces', { pose, data }, { token });
        codes.push(status);
      }
    expect(codes).toEqual([201, 201, 201, 201, 201, 201, 429, 429]);
  });
});
