import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as listener, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LIVE_PATH } from '@facegate/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { findPostgres } from './support/postgres-binaries.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { redisCommand, TestRedis } from './support/redis.js';
import { imagesOfA, signUp } from './support/people.js';
import { makeDataDir, type Settings } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

/** Docker kills a container after that: `stop_grace_period` in docker-compose.yml. */
const CONTAINER_MS = 30_000;
/** For what asks nothing. */
const AT_ONCE_MS = 2000;

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

describe('a server that is asked to end', () => {
  let dataDir: string;
  let server: ServerProcess;
  let url: URL;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    dataDir = await makeDataDir();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(settings: Settings = {}) {
    server = ServerProcess.spawn({ FACEGATE_DATA_DIR: dataDir, ...settings });
    const client = await server.ready();
    url = new URL(client.baseUrl);
    return client;
  }

  async function open(sent: string): Promise<Socket> {
    const socket = connect(Number(url.port), url.hostname).on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(sent);
    return socket;
  }

  async function endMs(): Promise<number> {
    const askedMs = performance.now();
    expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    return performance.now() - askedMs;
  }

  it('closes what asks nothing at once, a half-sent request after a grace, and live connections', async () => {
    await start();
    const head = `Host: ${url.host}\r\n`;
    const idle = await open(`GET /api/health/live HTTP/1.1\r\n${head}\r\n`);
    await once(idle, 'data');
    const live = new WebSocket(`ws://${url.host}${LIVE_PATH}`, { origin: url.origin });
    await once(live, 'open');
    const body = 'Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n{';
    await open(`POST /api/auth/login HTTP/1.1\r\n${head}${body}`);
    await open('POST /api/auth/login HTTP/1.1\r\nHos');
    const askedMs = performance.now();
    const closedMs = Promise.all([once(idle, 'close'), once(live, 'close')]).then(() => performance.now() - askedMs);
    expect(await endMs()).toBeLessThan(10_000);
    expect(await closedMs).toBeLessThan(AT_ONCE_MS);
  });

  it('does not wait for a mail server or a service of passwords that hangs', async () => {
    const silent: Server = listener((socket) => void socket.on('error', () => undefined).resume());
    const pwned = createServer(() => undefined);
    for (const one of [silent, pwned]) await once(one.listen(0, '127.0.0.1'), 'listening');
    try {
      const client = await start({
        SMTP_URL: `smtp://127.0.0.1:${portOf(silent)}`,
        FACEGATE_MAIL_FROM: 'facegate@example.org',
        FACEGATE_PWNED_PASSWORDS: `http://127.0.0.1:${portOf(pwned)}`,
      });
      const connected = once(silent, 'connection');
      await signUp(client, await imagesOfA());
      await connected;
      expect(await endMs()).toBeLessThan(10_000);
    } finally {
      silent.close();
      pwned.closeAllConnections();
      pwned.close();
    }
  });

  const binaries = findPostgres();

  it.skipIf(binaries === undefined || redisCommand === undefined)(
    'ends before the container is killed, although database and Redis hang and requests wait for them',
    async () => {
      const [cluster, redis] = [await PostgresCluster.start(binaries!), await TestRedis.start()];
      try {
        const client = await start({ DATABASE_URL: cluster.url, REDIS_URL: redis.url });
        const { body } = await signUp(client, await imagesOfA());
        const me = () => client.get('/api/me', { token: body.accessToken }).catch(() => undefined);
        await me();
        cluster.hang();
        redis.hang();
        const wrong = { username: 'anna', password: 'a wrong one' };
        const asked = [me(), me(), client.post('/api/auth/login', wrong).catch(() => undefined)];
        // For them to arrive.
        await sleep(200);
        const askedMs = performance.now();
        await server.kill('SIGTERM');
        expect(performance.now() - askedMs).toBeLessThan(CONTAINER_MS);
        for (const answer of await Promise.all(asked)) expect(answer?.status).toBe(503);
      } finally {
        cluster.goOn();
        redis.goOn();
        await cluster.stop();
        await redis.stop();
      }
    },
  );
});
