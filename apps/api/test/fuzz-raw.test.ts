import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUZZ_TIMEOUT_MS } from './support/fuzz/seed.js';
import { FuzzTarget } from './support/fuzz/target.js';

const CRLF = '\r\n';
const lines = (...all: string[]) => Buffer.from(`${all.join(CRLF)}${CRLF}${CRLF}`, 'latin1');
const LOGIN = '{"username":"nobody","password":"no such person"}';
const json = ['Content-Type', 'application/json'] as const;

/** Hidden requests are to this address: an answer of its kind where none was due would be a smuggled one. */
const SMUGGLED = 'GET /api/health/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';

const MALFORMED: [string, Buffer][] = [
  [
    'Content-Length and Transfer-Encoding',
    post(['Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`),
  ],
  [
    'Transfer-Encoding and Content-Length',
    post(['Transfer-Encoding: chunked', 'Content-Length: 4'], `0\r\n\r\n${SMUGGLED}`),
  ],
  ['two Content-Lengths', post(['Content-Length: 2', 'Content-Length: 40'], `{}${SMUGGLED}`)],
  ['a list of Content-Lengths', post(['Content-Length: 2, 40'], `{}${SMUGGLED}`)],
  ['a negative Content-Length', post(['Content-Length: -1'], `{}${SMUGGLED}`)],
  ['a Content-Length with a sign', post(['Content-Length: +2'], `{}${SMUGGLED}`)],
  ['a Content-Length past any number', post([`Content-Length: ${'9'.repeat(40)}`], '{}')],
  ['chunked twice', post(['Transfer-Encoding: chunked, chunked'], `0\r\n\r\n${SMUGGLED}`)],
  ['Transfer-Encoding before a colon', post(['Transfer-Encoding : chunked'], `0\r\n\r\n${SMUGGLED}`)],
  ['an unknown Transfer-Encoding', post(['Transfer-Encoding: xchunked'], `0\r\n\r\n${SMUGGLED}`)],
  ['a folded header', post(['X-Long: a', ' Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`)],
  ['a chunk size past any number', post(['Transfer-Encoding: chunked'], `${'f'.repeat(40)}\r\n{}\r\n0\r\n\r\n`)],
  ['a chunk size of nonsense', post(['Transfer-Encoding: chunked'], `zz\r\n{}\r\n0\r\n\r\n`)],
  ['a chunk longer than it says', post(['Transfer-Encoding: chunked'], `2\r\n{}{}\r\n0\r\n\r\n`)],
  ['chunk extensions of 100 KB', post(['Transfer-Encoding: chunked'], `2;${'x'.repeat(100_000)}\r\n{}\r\n0\r\n\r\n`)],
  ['a header of 100 KB', lines('GET /api/me HTTP/1.1', 'Host: localhost', `X: ${'x'.repeat(100_000)}`)],
  [
    'five thousand headers',
    lines('GET /api/me HTTP/1.1', 'Host: localhost', ...Array.from({ length: 5000 }, (_, at) => `X${at}: 1`)),
  ],
  ['an address of 100 KB', lines(`GET /api/${'a'.repeat(100_000)} HTTP/1.1`, 'Host: localhost')],
  ['NUL in a header', lines('GET /api/me HTTP/1.1', 'Host: localhost', 'X: a\0b')],
  ['no Host', lines('GET /api/me HTTP/1.1')],
  ['two Hosts', lines('GET /api/me HTTP/1.1', 'Host: a', 'Host: b')],
  ['line feeds alone', Buffer.from('GET /api/me HTTP/1.1\nHost: localhost\n\n')],
  ['HTTP/0.9', Buffer.from('GET /api/me\r\n\r\n')],
  ['HTTP/3.7', lines('GET /api/me HTTP/3.7', 'Host: localhost')],
  ['the preface of HTTP/2', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
  ['the hello of TLS', Buffer.from('16030100f5010000f10303', 'hex')],
  ['no HTTP at all', Buffer.from(Array.from({ length: 2000 }, (_, at) => (at * 37) % 256))],
  ['a method that there is not', lines('BREW /api/me HTTP/1.1', 'Host: localhost')],
  ['an Expect that there is not', post(['Expect: a miracle', 'Content-Length: 2'], '{}')],
];

function post(headers: string[], body: string): Buffer {
  const head = ['POST /api/auth/login HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', ...headers];
  return Buffer.concat([lines(...head), Buffer.from(body, 'latin1')]);
}

const PATHS = [
  '/..%2f..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/package.json',
  '/../../../../etc/passwd',
  '/assets/..%5c..%5c..%5cpackage.json',
  '/assets/%252e%252e/%252e%252e/package.json',
  '/assets/....//....//package.json',
  '/.env',
  '/.git/config',
  '/index.html%00.js',
  '/%00',
  '/\\\\evil.example/',
  '//evil.example/',
  '//evil.example/%2e%2e',
  '/assets',
  '//assets',
  '/%c0%af%c0%af',
  '/%',
  '/?/../x',
  '/api/../../package.json',
  '/api/%2e%2e/%2e%2e/package.json',
  'http://evil.example/',
  'http://evil.example/../../etc/passwd',
  'file:///etc/passwd',
  '*',
  '/api/docs/..%2f..%2fpackage.json',
  '/api/docs/%2e%2e/%2e%2e/%2e%2e/package.json',
  `/${'../'.repeat(500)}etc/passwd`,
  `/api/${'a/'.repeat(3000)}`,
];

/** Ways to write the address of a call that asks for a token. */
const DISGUISES = [
  '/api/me',
  '/API/ME',
  '/api/me/',
  '/api/%6de',
  '/%61pi/me',
  '/api//me',
  '//api/me',
  '/api/./me',
  '/api/x/../me',
  '/api/me;x=1',
  '/api/me%2f',
  '/api/me%00',
  '/api/me?x',
  '/api/me#x',
  'http://localhost/api/me',
];

/** On PGlite only: nothing here comes as far as a database. */
describe('hostile bytes', { timeout: FUZZ_TIMEOUT_MS }, () => {
  let target: FuzzTarget;
  beforeAll(async () => {
    target = await FuzzTarget.start();
  });
  afterAll(() => target?.stop());

  it.each(MALFORMED)('%s: refused, and nothing smuggled', async (_name, bytes) => {
    const answers = await target.sendBytes(bytes);
    for (const { status, text } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain('facegate_');
    }
  });

  it('requests in one go are answered one by one, in their order', async () => {
    const answers = await target.sendBytes(
      Buffer.concat(
        ['/api/me', '/api/health/live', '/api/nope'].map((path) => lines(`GET ${path} HTTP/1.1`, 'Host: localhost')),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 200, 404]);
  });

  it.each(PATHS)('GET %s leads nowhere', async (path) => {
    for (const { status, headers, text } of await target.sendBytes(
      lines(`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close'),
    )) {
      expect(text).not.toMatch(/root:|"workspaces"|"packageManager"|\[core\]|FACEGATE_/);
      expect(status >= 300 || headers['content-type']?.startsWith('text/html')).toBe(true);
    }
  });

  it.each(DISGUISES)('%s lets nobody in', async (path) => {
    const [answer] = await target.sendBytes(lines(`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close'));
    const page = answer?.headers['content-type']?.startsWith('text/html');
    expect(page === true || [400, 401, 404].includes(answer?.status ?? 0)).toBe(true);
  });

  it.each([
    'GET',
    'HEAD',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'PROPFIND',
    'SEARCH',
    'PURGE',
    'LINK',
  ])('%s where POST belongs', async (method) => {
    for (const { status } of await target.sendBytes(
      lines(`${method} /api/auth/login HTTP/1.1`, 'Host: localhost', 'Connection: close'),
    ))
      expect([400, 404, 405]).toContain(status);
  });

  it.each([
    ['gzip', gzipSync(LOGIN)],
    ['a gzip bomb', gzipSync(Buffer.alloc(40 * 1024 * 1024))],
    ['br', brotliCompressSync(LOGIN)],
    ['deflate', deflateSync(LOGIN)],
    ['identity, gzip', Buffer.from(LOGIN)],
    ['nonsense', Buffer.from(LOGIN)],
  ])('a body in %s is UNSUPPORTED_MEDIA_TYPE', async (encoding, body) => {
    const headers = [
      json,
      ['Content-Encoding', encoding.split(' ').at(encoding.startsWith('a ') ? 1 : 0) ?? ''] as const,
    ];
    const { status, text } = await target.send({ method: 'POST', target: '/api/auth/login', headers, body });
    expect([status, text]).toEqual([415, expect.stringContaining('UNSUPPORTED_MEDIA_TYPE')]);
  });

  it.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/json, text/html',
    'application/json\t;;;;',
    '',
    '/',
    'x'.repeat(5000),
  ])('a body of type %j is refused or read as JSON', async (type) => {
    const headers = [['Content-Type', type] as const];
    const { status } = await target.send({ method: 'POST', target: '/api/auth/login', headers, body: LOGIN });
    expect([400, 401, 415]).toContain(status);
  });

  it('a body in as many chunks as it has bytes is read', async () => {
    const chunks = Array.from(LOGIN, (letter) => `1\r\n${letter}\r\n`).join('');
    const [answer] = await target.sendBytes(
      post(['Transfer-Encoding: chunked', 'Connection: close'], `${chunks}0\r\n\r\n`),
    );
    expect(answer?.status).toBe(401);
  });

  it.each(['websocket', 'h2c', 'TLS/1.3', '\u00ff'])(
    'an upgrade to %s without a key comes to nothing',
    async (protocol) => {
      const upgrade = ['Connection: Upgrade', `Upgrade: ${protocol}`, 'Sec-WebSocket-Version: 13'];
      const heads = ['/', '/api/me', '/api/live/../me', '/api/live?x=1', '//', 'http://['].map((path) =>
        lines(`GET ${path} HTTP/1.1`, 'Host: localhost', ...upgrade),
      );
      const answers = await Promise.all(heads.map((head) => target.sendBytes(head)));
      expect(answers.flat().filter(({ status }) => status !== 400)).toEqual([]);
    },
  );

  it('upgrades whose client breaks the connection at once do not end the process', async () => {
    const { hostname, port } = new URL(target.client.baseUrl);
    for (let n = 0; n < 60; n++) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      const closed = once(socket, 'close').catch(() => undefined);
      await once(socket, 'connect');
      socket.write(lines('GET http://[ HTTP/1.1', 'Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket'));
      if (n % 2 === 0) setImmediate(() => socket.resetAndDestroy());
      else socket.resetAndDestroy();
      await closed;
    }
    expect((await target.client.get('/api/health/live')).status).toBe(200);
  });

  it('after all of it the server is well', async () => {
    expect(await target.symptoms(['no such person'])).toEqual([]);
  });
});
