import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaceImage, Problem, StoredFacial } from '@facegate/contracts';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Answer } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { account, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const refusal = { status: 422, body: { code: 'PASSWORD_TOO_COMMON', errors: [{ field: 'password' }] } };

describeOnEachDatabase('a new password', (database) => {
  let server: TestServer;
  let images: FaceImage[];
  let anna: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    images = await imagesOfA();
    ({ body: anna } = await signUp(server.client, images, { username: 'anna.karenina', email: 'Anna@example.org' }));
  });
  afterAll(() => server?.stop());

  const store = (fields: Record<string, unknown>): Promise<Answer<Problem>> =>
    server.client.post('/api/user/facial/store', account(images, fields));
  const change = (password: string): Promise<Answer<Problem>> =>
    server.client.patch('/api/me', { password, currentPassword: PASSWORD }, { token: anna.accessToken });

  it.each(['password', 'PASSWORD', '12345678', 'qwertyuiop', 'ｐａｓｓｗｏｒｄ', 'facegate', 'iloveyou'])(
    'is none of those that are guessed first: %s',
    async (password) => {
      expect(await store({ password })).toMatchObject(refusal);
      expect(await change(password)).toMatchObject(refusal);
    },
  );

  it('is not the name or the address of the account, new or as it was', async () => {
    expect(await store({ username: 'somebody', password: 'SomeBody' })).toMatchObject(refusal);
    expect(await store({ email: 'Some.One@example.org', password: 'some.one@example.org' })).toMatchObject(refusal);
    expect(await store({ email: 'Some.One@example.org', password: 'some.one' })).toMatchObject(refusal);
    expect(await change('anna.karenina')).toMatchObject(refusal);
    expect(await change('anna@example.org')).toMatchObject(refusal);
  });

  it.each([
    ['seven characters', 'x7!k2pq', 'isLength'],
    ['129 characters', 'x'.repeat(129), 'isLength'],
  ])('does not have %s', async (_name, password, code) => {
    expect(await store({ password })).toMatchObject({ status: 400, body: { errors: [{ field: 'password', code }] } });
  });

  it.each([
    'aaaaaaab',
    'zwölf bären',
    '密码密码密码密码',
    '🐻🦊🐰🐼🐨🐯🦁🐮',
    ' leading and trailing ',
    'x'.repeat(128),
  ])('may be anything else: %s', async (password) => {
    const username = `p${Buffer.from(password).toString('hex').slice(0, 20)}`;
    expect((await store({ username, password })).status).toBe(201);
    expect((await server.client.post('/api/auth/login', { username, password })).status).toBe(200);
  });
});

describe('with a service that knows leaked passwords', () => {
  const LEAKED = 'a leaked green bicycle';
  let service: Server;
  let asked: string[] = [];
  let server: TestServer;
  let images: FaceImage[];
  beforeAll(async () => {
    const sha1 = createHash('sha1').update(LEAKED).digest('hex').toUpperCase();
    service = createServer((request, response) => {
      asked.push([request.url, request.headers['add-padding']].join(' '));
      const known = request.url?.startsWith(`/pwned/range/${sha1.slice(0, 5)}`) ? `${sha1.slice(5)}:3\r\n` : '';
      response.end(`${known}${'0'.repeat(35)}:0\r\n`);
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    const { port } = service.address() as AddressInfo;
    server = await startServer({}, { FACEGATE_PWNED_PASSWORDS: `http://127.0.0.1:${port}/pwned` });
    images = await imagesOfA();
  });
  afterAll(async () => {
    await server?.stop();
    service.close();
  });
  const store = (password: string): Promise<Answer<Problem>> =>
    server.client.post('/api/user/facial/store', account(images, { password }));

  it('a leaked one is refused, and only five digits of a hash leave the house', async () => {
    asked = [];
    expect(await store(LEAKED)).toMatchObject(refusal);
    expect((await store(PASSWORD)).status).toBe(201);
    expect(asked).toEqual(asked.map(() => expect.stringMatching(/^\/pwned\/range\/[0-9A-F]{5}(\?mode=sha1)? true$/)));
    expect(asked).toHaveLength(2);
  });

  it('nobody is kept out when it does not answer, and the log says so', async () => {
    const told = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    service.close();
    service.closeAllConnections();
    expect((await store(LEAKED)).status).toBe(201);
    expect(told).toHaveBeenCalledWith(expect.stringContaining('Leaked passwords are not checked'));
    expect(JSON.stringify(told.mock.calls)).not.toContain(LEAKED);
    told.mockRestore();
  });
});
