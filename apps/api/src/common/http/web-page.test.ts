import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webPage } from './web-page.js';

describe('webPage', () => {
  let folder: string;
  let server: Server;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facegate-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), 'the page');
    await writeFile(join(folder, 'icon.svg'), '<svg/>');
    await writeFile(join(folder, 'assets', 'main-B7xk_2Qa.js'), 'code');
    await writeFile(join(folder, 'assets', 'plain.js'), 'code');
    await writeFile(join(folder, '.secret'), 'secret');
    server = createServer(
      express()
        .use(webPage(folder))
        .use((_request, response) => void response.status(404).send('nothing')),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function get(path: string, method = 'GET') {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return { status: response.status, text: await response.text(), cache: response.headers.get('cache-control') };
  }

  it.each(['/', '/sign-up', '/dashboard/faces', '/apiary', '/?api=/api'])(
    'shows the page at %s, never cached',
    async (path) => {
      expect(await get(path)).toEqual({ status: 200, text: 'the page', cache: 'no-cache' });
    },
  );

  it('lets files with a hash in their name be kept for ever, others be asked for', async () => {
    expect((await get('/assets/main-B7xk_2Qa.js')).cache).toBe('public, max-age=31536000, immutable');
    expect((await get('/assets/plain.js')).cache).toBe('no-cache');
    expect((await get('/icon.svg')).cache).toBe('no-cache');
  });

  it.each([
    '/api',
    '/api/',
    '/api/x',
    '/API/x',
    '/assets/gone-12345678.js',
    '/gone.png',
    '/.secret',
    '/..%2f..%2fetc%2fpass.wd',
  ])('has nothing at %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, text: 'nothing' });
  });

  it('answers only GET and HEAD', async () => {
    expect((await get('/sign-up', 'POST')).status).toBe(404);
    expect((await get('/sign-up', 'HEAD')).status).toBe(200);
  });
});
