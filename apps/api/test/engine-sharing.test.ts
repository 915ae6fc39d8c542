import { personA } from '@facegate/test-footage';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, base64, image, imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const HONEST = { 'X-Forwarded-For': '198.51.100.7' };
/** More than the engine's one thread and its queue of two take. */
const FLOODERS = 5;
const HONEST_CALLS = 8;

const dear = async () =>
  (
    await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#777' } })
      .png()
      .toBuffer()
  ).toString('base64');

/** One sender who keeps the engine as busy as they can must not make `BUSY` for others. */
describeOnEachDatabase('a flood of pictures', (database) => {
  let server: TestServer;
  const state = { stopped: false };
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_TRUSTED_PROXIES: 'loopback',
      FACEGATE_ENGINE_QUEUE: '2',
      FACEGATE_ENGINE_WAIT_MS: '500',
      FACEGATE_FAILURES_AN_ADDRESS: '100000',
    });
    await signUp(server.client, await imagesOfA(), { username: 'anna' });
  });
  afterAll(() => server?.stop());

  const recognize = async (headers: Record<string, string>, data: string) => {
    const { status, body } = await server.client.post<{ code?: string }>(
      '/api/user/facial/recognize',
      { image: data, username: 'anna' },
      { headers },
    );
    return body.code ?? status;
  };

  async function flood(addresses: (lane: number) => string, body: () => object, path: string): Promise<string[]> {
    const answers: string[] = [];
    const lane = async (number: number) => {
      while (!state.stopped) {
        const headers = { 'X-Forwarded-For': addresses(number) };
        const answer = await server.client.post<{ code?: string }>(path, body(), { headers });
        answers.push(answer.body.code ?? String(answer.status));
      }
    };
    state.stopped = false;
    await Promise.all(Array.from({ length: FLOODERS }, (_, number) => lane(number)));
    return answers;
  }

  async function honestCalls(): Promise<(string | number)[]> {
    const picture = await base64(personA.otherFront);
    const answers = [];
    try {
      for (let n = 0; n < HONEST_CALLS; n++) answers.push(await recognize(HONEST, picture));
    } finally {
      state.stopped = true;
    }
    return answers;
  }

  it('of one address, with pictures as dear as may be, keeps nobody else out', async () => {
    const picture = await dear();
    const flooding = flood(
      () => '203.0.113.9',
      () => ({ image: picture }),
      '/api/user/facial/recognize',
    );
    expect(await honestCalls()).toEqual(Array(HONEST_CALLS).fill(200));
    expect(await flooding).toContain('BUSY');
  });

  it('of sign-ups with ten pictures each neither', async () => {
    const one = { pose: 'front', data: await dear() };
    const images = Array.from({ length: 10 }, () => one);
    const flooding = flood(
      () => '203.0.113.9',
      () => account(images),
      '/api/user/facial/store',
    );
    expect(await honestCalls()).toEqual(Array(HONEST_CALLS).fill(200));
    await flooding;
  });

  it('of many addresses of one network neither', async () => {
    const picture = (await image(personA.left)).data;
    const flooding = flood(
      () => `203.0.113.${Math.floor(Math.random() * 256)}`,
      () => ({ image: picture, username: 'nobody' }),
      '/api/user/facial/recognize',
    );
    expect(await honestCalls()).toEqual(Array(HONEST_CALLS).fill(200));
    await flooding;
  });
});
