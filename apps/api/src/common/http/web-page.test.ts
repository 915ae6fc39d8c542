import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from './security-headers.js';
import { webPage } from './web-page.js';

const PAGE = '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>page</title>';
const SCRIPT = 'export const answer = 42;\n'.repeat(50);
const FOR_EVER = 'public, max-age=31536000, immutable';

let folder: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facegate-page-'));
  for (const [name, text] of Object.entries({
    'index.html': PAGE,
    'assets/app-DUkPOhN4.js': SCRIPT,
  })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(text));
  }
  const app = express();
  app.use(securityHeaders(undefined), webPage(folder));
  app.use((_request, response) => {
    response.status(404).send('not the page');
  });
  server = app.listen(0);
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, encoding = 'gzip, br'): Promise<Response> =>
  fetch(origin + path, { headers: { 'Accept-Encoding': encoding } });

const nonceOf = (response: Response) =>
  /style-src 'self' 'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];

describe('webPage', () => {
  it.each(['/', '/log-in', '/faces/new', '/index.html'])('answers %s with the page, made anew', async (path) => {
    const [one, other] = [await get(path), await get(path)];
    expect(nonceOf(one)).toMatch(/^[\w-]{22}$/);
    expect(nonceOf(other)).not.toBe(nonceOf(one));
    expect(await one.text()).toBe(PAGE.replace('__CSP_NONCE__', nonceOf(one) ?? ''));
    expect(one.headers.get('cache-control')).toBe('no-cache');
    expect(one.headers.get('content-type')).toContain('text/html');
  });

  it('never says that a kept page is still good: it has the nonce of another answer', async () => {
    const { headers } = await get('/');
    const again = await fetch(`${origin}/`, { headers: { 'If-None-Match': headers.get('etag') ?? '*' } });
    expect(again.status).toBe(200);
  });

  it('sends a file compressed, under its own type and for ever', async () => {
    const response = await get('/assets/app-DUkPOhN4.js');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('cache-control')).toBe(FOR_EVER);
    expect(await response.text()).toBe(SCRIPT);
  });

  it('sends the file itself to who takes no brotli', async () => {
    const response = await get('/assets/app-DUkPOhN4.js', 'identity');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('vary')).toContain('Accept-Encoding');
    expect(await response.text()).toBe(SCRIPT);
  });

  it.each(['/api', '/api/nothing', '/API/nothing'])('leaves %s to others', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('not the page');
  });

  it.each([
    ['GET', '/assets/gone-DUkPOhN4.js', 404, 'NOT_FOUND'],
    ['GET', '/%E0%A4%A', 400, 'VALIDATION_FAILED'],
    ['GET', '/assets/%E0%A4%A.js', 400, 'VALIDATION_FAILED'],
    ['GET', '/a%00b.js', 404, 'NOT_FOUND'],
    ['POST', '/', 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', '/log-in', 405, 'METHOD_NOT_ALLOWED'],
    ['POST', '/%E0%A4%A', 405, 'METHOD_NOT_ALLOWED'],
  ])('answers %s %s with a problem', async (method, path, status, code) => {
    const response = await fetch(origin + path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('allow')).toBe(status === 405 ? 'GET, HEAD' : null);
    expect(await response.json()).toMatchObject({ status, code });
  });
});
