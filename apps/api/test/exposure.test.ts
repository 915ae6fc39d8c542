import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Problem } from '@facegate/contracts';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeDataDir, startServer, type Settings, type TestServer } from './support/server.js';
import { ServerProcess } from './support/server-process.js';
import { Visitor } from './support/visitor.js';

const PUBLIC = 'login.example.org';
const METRICS = '/api/health/metrics';
const TOKEN = randomBytes(24).toString('base64url');
const PRODUCTION = {
  NODE_ENV: 'production',
  FACEGATE_LIVENESS: 'on',
  FACEGATE_UPLOADS: 'checked',
  FACEGATE_PUBLIC_URL: `https://${PUBLIC}`,
};

interface Got {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  text: string;
}

/** With a Host of one's own, which `fetch` does not send. */
async function call(server: TestServer, path: string, headers: Record<string, string>, method = 'GET'): Promise<Got> {
  const sent = request(server.client.baseUrl + path, { method, headers, agent: false }).end();
  const [answer] = await once(sent, 'response');
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, text };
}

const codeOf = ({ text }: Got) => (JSON.parse(text) as Problem).code;

/** Starts a server and keeps what it warns of. */
async function startWatched(settings: Settings): Promise<{ server: TestServer; warnings: string[] }> {
  const server = await startServer({}, settings);
  const warnings: string[] = [];
  vi.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void warnings.push(String(line)));
  return { server, warnings };
}

describe('an address of this machine that is not loopback', () => {
  const outside =
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2';

  async function reaches(settings: Settings): Promise<boolean> {
    const dataDir = await makeDataDir();
    const server = ServerProcess.spawn({ FACEGATE_DATA_DIR: dataDir, ...settings });
    try {
      const { port } = new URL((await server.ready()).baseUrl);
      const socket = connect(Number(port), outside);
      return await once(socket, 'connect').then(
        () => (socket.destroy(), true),
        () => false,
      );
    } finally {
      await server.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  }

  it.each<[string, Settings, boolean]>([
    ['does not reach a server that is tried out', { HOST: '' }, false],
    ['reaches it when HOST says so', { HOST: '0.0.0.0' }, true],
    [
      'reaches one in production',
      { ...PRODUCTION, HOST: '', FACEGATE_MASTER_KEY: randomBytes(32).toString('base64') },
      true,
    ],
  ])(
    '%s',
    async (_name, settings, expected) => {
      expect(await reaches(settings)).toBe(expected);
      // A process that starts on a busy machine.
    },
    120_000,
  );
});

describe('a server without a public URL', () => {
  let server: TestServer;
  let warnings: string[];
  beforeAll(async () => {
    ({ server, warnings } = await startWatched({}));
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await server?.stop();
  });

  const logOutAt = (host: string) => call(server, '/api/auth/logout', { Host: host, Origin: `http://${host}` }, 'POST');

  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', '192.168.1.7:3000', 'x.localhost'])(
    'takes pages that were opened at %s for its own',
    async (host) => {
      expect((await logOutAt(host)).status).toBe(204);
    },
  );

  it.each(['rebound.example', 'localhost.evil.example', '127.0.0.1.nip.example:3000', 'localhost@evil.example'])(
    'takes no page for its own that a stranger’s name leads to: %s',
    async (host) => {
      const answer = await logOutAt(host);
      expect([answer.status, codeOf(answer)]).toEqual([403, 'ORIGIN_FORBIDDEN']);
    },
  );

  it('says in the log which setting would let such a page in', async () => {
    await logOutAt('intranet');
    await logOutAt('intranet');
    const told = warnings.filter((line) => line.includes('http://intranet'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('set FACEGATE_PUBLIC_URL to it');
  });

  it('does not let strangers fill its log', async () => {
    for (let n = 0; n < 60; n += 1) await logOutAt(`n${n}.example`);
    expect(warnings.filter((line) => line.includes('was refused')).length).toBeLessThanOrEqual(60);
  });

  it('says once that an undeclared proxy forwards calls, and how to declare it', async () => {
    for (const forwarded of ['192.0.2.1', '192.0.2.2'])
      await call(server, '/api/health/live', { 'X-Forwarded-For': forwarded });
    const told = warnings.filter((line) => line.includes('FACEGATE_TRUSTED_PROXIES'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('FACEGATE_TRUSTED_PROXIES=127.0.0.1');
    expect(told[0]).not.toContain('192.0.2');
  });

  it('shows metrics and the API’s document to everybody', async () => {
    for (const path of [METRICS, '/api/docs', '/api/docs-json'])
      expect((await call(server, path, { Host: 'anything' })).status).toBe(200);
  });
});

describe('in production', () => {
  let server: TestServer;
  let warnings: string[];
  const start = async (settings: Settings) => {
    const FACEGATE_MASTER_KEY = randomBytes(32).toString('base64');
    ({ server, warnings } = await startWatched({ ...PRODUCTION, FACEGATE_MASTER_KEY, ...settings }));
  };
  const stop = async () => {
    vi.restoreAllMocks();
    await server?.stop();
  };
  const DIAGNOSTICS = [METRICS, '/api/docs', '/api/docs/', '/API/Docs-JSON', '/api/docs-yaml'];
  const statuses = async (headers: Record<string, string>) => {
    const answers = await Promise.all(DIAGNOSTICS.map((path) => call(server, path, headers)));
    return [...new Set(answers.map(({ status }) => status))];
  };

  describe('by default', () => {
    beforeAll(() => start({}));
    afterAll(stop);

    it.each(['/', '/log-in', '/api/me', '/api/privacy', '/api/docs', '/assets/x.js'])(
      'only the public URL’s host is answered: %s',
      async (path) => {
        for (const host of ['evil.example', '127.0.0.1', 'localhost', `${PUBLIC}.evil.example`, `x@${PUBLIC}`]) {
          const answer = await call(server, path, { Host: host });
          expect([host, answer.status, codeOf(answer)]).toEqual([host, 421, 'HOST_UNKNOWN']);
          expect(answer.text).toContain(`https://${PUBLIC} only`);
          expect(answer.headers['content-security-policy']).toBeDefined();
        }
        for (const host of [PUBLIC, `${PUBLIC}:443`, `${PUBLIC.toUpperCase()}.`])
          expect((await call(server, path, { Host: host })).status).not.toBe(421);
      },
    );

    it('probes are answered whatever host they call', async () => {
      for (const host of ['localhost:3000', '10.1.2.3:3000', 'facegate'])
        for (const probe of ['live', 'ready'])
          expect((await call(server, `/api/health/${probe}`, { Host: host })).status).toBe(200);
    });

    it('the live socket is closed to another host', async () => {
      expect(await new Visitor(server, { origin: `https://${PUBLIC}` }).closed).toBe(1008);
      const visitor = new Visitor(server, { origin: `https://${PUBLIC}`, headers: { Host: PUBLIC } });
      await visitor.open();
      visitor.leave();
    });

    it('a refused host leaves a line that names the settings', async () => {
      await call(server, '/', { Host: 'behind-a-proxy.example' });
      const told = warnings.find((line) => line.includes('behind-a-proxy.example'));
      expect(told).toContain(`FACEGATE_PUBLIC_URL is https://${PUBLIC}`);
      expect(told).toContain('X-Forwarded-Host');
    });

    it('X-Forwarded-Host of anybody changes nothing', async () => {
      expect((await call(server, '/', { Host: 'x', 'X-Forwarded-Host': PUBLIC })).status).toBe(421);
    });

    it('metrics and the API’s document are closed, also to this machine', async () => {
      expect(await statuses({ Host: PUBLIC })).toEqual([404]);
      expect(await statuses({ Host: PUBLIC, Authorization: `Bearer ${TOKEN}` })).toEqual([404]);
      expect((await call(server, METRICS, { Host: 'localhost' })).status).toBe(404);
    });
  });

  describe('with a token', () => {
    beforeAll(() => start({ FACEGATE_DIAGNOSTICS_TOKEN: TOKEN, FACEGATE_TRUSTED_PROXIES: 'loopback' }));
    afterAll(stop);

    it('metrics and the API’s document are open to those who send it', async () => {
      const headers = { Host: PUBLIC };
      expect(await statuses({ ...headers, Authorization: `Bearer ${TOKEN}` })).toEqual([200]);
      for (const wrong of [undefined, 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(0, -1)}`, `Basic ${TOKEN}`])
        expect(await statuses(wrong === undefined ? headers : { ...headers, Authorization: wrong })).toEqual([401]);
      const { headers: answered } = await call(server, METRICS, headers);
      expect(answered['www-authenticate']).toContain('Bearer');
    });

    it('X-Forwarded-Host of a trusted proxy counts', async () => {
      expect(
        (await call(server, '/api/privacy', { Host: 'x', 'X-Forwarded-Host': `evil.example, ${PUBLIC}` })).status,
      ).toBe(200);
      expect((await call(server, '/', { Host: PUBLIC, 'X-Forwarded-Host': `${PUBLIC}, x` })).status).toBe(421);
    });

    it('a declared proxy is not warned of', async () => {
      await call(server, '/', { Host: PUBLIC, 'X-Forwarded-For': '192.0.2.1' });
      expect(warnings.filter((line) => line.includes('forwarding headers'))).toEqual([]);
    });
  });

  describe('open to this machine', () => {
    beforeAll(() => start({ FACEGATE_DIAGNOSTICS: 'loopback', FACEGATE_TRUSTED_PROXIES: 'loopback' }));
    afterAll(stop);

    it('metrics are shown to it, and to nobody whom a proxy on it passes on', async () => {
      expect((await call(server, METRICS, { Host: 'localhost:3000' })).status).toBe(200);
      expect((await call(server, METRICS, { Host: '127.0.0.1' })).status).toBe(200);
      const passedOn: Record<string, string>[] = [
        { Host: PUBLIC },
        { Host: 'localhost', 'X-Forwarded-For': '127.0.0.1' },
        { Host: 'localhost', Forwarded: 'for=127.0.0.1' },
        { Host: 'localhost', 'X-Real-IP': '127.0.0.1' },
      ];
      for (const headers of passedOn) expect((await call(server, METRICS, headers)).status).toBe(404);
    });
  });
});
