import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Express } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { CONNECTION_LIMITS, type ConnectionLimits, LimitedExpressAdapter } from './limited-express-adapter.js';

const REQUEST = 'GET / HTTP/1.1\r\nHost: localhost\r\n';

describe('LimitedExpressAdapter', () => {
  let adapter: LimitedExpressAdapter;
  let sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
    await adapter.close();
  });

  async function start(limits: Partial<ConnectionLimits>): Promise<void> {
    adapter = new LimitedExpressAdapter({ ...CONNECTION_LIMITS, isProxy: () => false, ...limits });
    const express = adapter.getInstance<Express>();
    express.post('/', (request, response) => {
      text(request).then(
        (body) => response.send(body),
        () => undefined,
      );
    });
    express.get('/', (_request, response) => void response.send('here'));
    adapter.initHttpServer();
    await once(adapter.listen(0, '127.0.0.1'), 'listening');
  }

  async function open(): Promise<Socket> {
    const { port } = adapter.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** All that the server says until it closes the connection. */
  async function talk(sent: string): Promise<string> {
    const socket = await open();
    socket.write(sent);
    return text(socket);
  }

  it('lets go of who never ends the headers', async () => {
    await start({ headersTimeout: 100, connectionsCheckingInterval: 20 });
    expect(await talk(REQUEST)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('lets go of who never ends the body', async () => {
    await start({ headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20 });
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{';
    expect(await talk(head)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('lets go of who has nothing more to ask', async () => {
    await start({ keepAliveTimeout: 50 });
    expect(await talk(`${REQUEST}\r\n`)).toMatch(/^HTTP\/1\.1 200 [^]*here$/);
  });

  it('does not read headers without end', async () => {
    await start({});
    expect(await talk(`${REQUEST}X-Long: ${'a'.repeat(CONNECTION_LIMITS.maxHeaderSize)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  it('does not guess where a request with two lengths ends', async () => {
    await start({});
    const head =
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await talk(head)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('has so many connections for one address, and one more when one of them ends', async () => {
    await start({ connectionsOfAddress: 2, keepAliveTimeout: 50 });
    const [first] = [await open(), await open()];
    expect(await talk(`${REQUEST}\r\n`).catch(() => '')).toBe('');
    first.destroy();
    await expect.poll(() => talk(`${REQUEST}\r\n`).catch(() => '')).toMatch(/here$/);
  });

  it('does not count those of a proxy', async () => {
    await start({ connectionsOfAddress: 1, keepAliveTimeout: 50, isProxy: (address) => address === '127.0.0.1' });
    await open();
    expect(await talk(`${REQUEST}\r\n`)).toMatch(/here$/);
  });
});
