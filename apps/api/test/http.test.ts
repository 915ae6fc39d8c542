import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IndexFiller } from '../src/templates/index-filler.js';
import { describeOnEachDatabase } from './support/databases.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('over HTTP', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());

  it.each(['/api', '/api/', '/api/nope', '/API/nope', '/api/user/facial/', '/api/me/nope', '/api/%'])(
    'nothing at %s is NOT_FOUND and never the page',
    async (path) => {
      const { status, body, headers } = await server.client.get(path, { headers: { Accept: 'text/html' } });
      expect(status).toBe(404);
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(body).toMatchObject({ type: 'urn:facegate:problem:not-found', title: 'Not found', code: 'NOT_FOUND' });
    },
  );

  it('another method than a route has is METHOD_NOT_ALLOWED', async () => {
    const { status, body, headers } = await server.client.get('/api/user/facial/recognize');
    expect(status).toBe(405);
    expect(body.code).toBe('METHOD_NOT_ALLOWED');
    expect(headers.get('allow')).toBe('POST');
    const { body: other, headers: otherHeaders } = await server.client.delete('/api/me/faces');
    expect(other.code).toBe('METHOD_NOT_ALLOWED');
    expect(otherHeaders.get('allow')).toBe('GET, POST');
  });

  it('every answer carries the security headers and an id of its own', async () => {
    const [one, other] = [await server.client.get('/api/health/live'), await server.client.get('/api/nope')];
    for (const { headers } of [one, other]) {
      expect(headers.get('content-security-policy')?.replace(/'nonce-[\w-]{22}'/, 'NONCE')).toBe(
        "default-src 'self';script-src 'self';script-src-attr 'none';style-src 'self' NONCE;img-src 'self' blob: data:;media-src 'self' blob:;connect-src 'self';worker-src 'self' blob:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
      );
      expect(headers.get('permissions-policy')?.match(/[\w-]+=\(self\)/g)).toEqual([
        'camera=(self)',
        'publickey-credentials-create=(self)',
        'publickey-credentials-get=(self)',
      ]);
      expect(headers.get('permissions-policy')).toContain('microphone=()');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'));
  });

  it('no answer of the API is kept, whatever its outcome', async () => {
    const answers = [
      await server.client.get('/api/health/live'),
      await server.client.get('/api/nope'),
      await server.client.get('/api/me'),
      await server.client.get('/api/docs-json'),
      await server.client.post('/api/auth/login', {}),
      await server.client.post('/api/auth/logout'),
    ];
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['GET', '/%E0%A4%A', 400],
    ['POST', '/log-in', 405],
    ['GET', '/assets/gone.js', 404],
  ])('%s %s, which is not of the API, is a problem too', async (method, path, status) => {
    const response = await fetch(server.client.baseUrl + path, { method });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('the probes answer, and the metrics tell what an operator needs', async () => {
    expect((await server.client.get('/api/health/live')).body).toEqual({ status: 'ok' });
    expect((await server.client.get('/api/health/ready')).body).toEqual({ status: 'ok' });
    const { body, headers } = await server.client.get<Buffer>('/api/health/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = body.toString();
    expect(text).toMatch(/^facegate_decision_threshold\{probe="session"\} 0\.\d+$/m);
    for (const name of ['index_accounts', 'engine_waiting', 'engine_running', 'templates_unreadable'])
      expect(text).toContain(`\nfacegate_${name} 0\n`);
    expect(text).toContain('route="/api/health/live",status="200"');
  });

  describe('until the index is filled', () => {
    it('is not ready, and face calls say so with Retry-After', async () => {
      const filler = server.app.get(IndexFiller, { strict: false });
      Object.defineProperty(filler, 'ready', { get: () => false, configurable: true });
      const answers = [
        await server.client.get('/api/health/ready'),
        await server.client.post('/api/user/facial/recognize', { image: 'AAAA' }),
        await server.client.post('/api/user/facial/store', {}),
      ];
      Reflect.deleteProperty(filler, 'ready');
      for (const { status, body, headers } of answers) {
        expect(status).toBe(503);
        expect(body.code).toBe('NOT_READY');
        expect(headers.get('retry-after')).toBe('2');
      }
      expect((await server.client.get('/api/health/ready')).status).toBe(200);
    });
  });
});
