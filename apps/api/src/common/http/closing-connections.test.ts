import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ClosingConnections } from './closing-connections.js';

const HEAD = 'GET / HTTP/1.1\r\nHost: localhost\r\n';
const HALF_BODY = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf';
const TIMES = { halfSentMs: 300, answerMs: 900 };
/** A busy machine is late, but not by that. */
const SLACK_MS = 250;

async function tookMs(work: Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work;
  return performance.now() - startedMs;
}

describe('ClosingConnections', () => {
  let server: Server;
  let closing: ClosingConnections;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await closing.close();
  });

  async function start(answer: RequestListener): Promise<void> {
    server = createServer(answer);
    closing = new ClosingConnections(server, TIMES);
    await once(server.listen(0, '127.0.0.1'), 'listening');
  }

  async function open(sent: string): Promise<Socket> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    if (sent) socket.write(sent);
    // For it to arrive.
    await sleep(50);
    return socket;
  }

  it('lets who asks nothing go at once: who asked before, and who never said a word', async () => {
    await start((_request, response) => response.end('here'));
    const used = await open(`${HEAD}\r\n`);
    const silent = await open('');
    const ends = Promise.all([once(used.resume(), 'close'), once(silent.resume(), 'close')]);
    expect(await tookMs(Promise.all([closing.close(), ends]))).toBeLessThan(SLACK_MS);
  });

  it.each([
    ['a head', HEAD],
    ['a body', HALF_BODY],
  ])('cuts off who has sent %s in part, after a grace', async (_name, sent) => {
    await start((request) => void request.resume());
    await open(sent);
    const took = await tookMs(closing.close());
    expect(took).toBeGreaterThan(TIMES.halfSentMs - 50);
    expect(took).toBeLessThan(TIMES.halfSentMs + SLACK_MS);
  });

  it('lets a request arrive within the grace, answers it, and takes no other behind it', async () => {
    await start((request, response) => {
      text(request).then(
        (body) => response.end(body),
        () => undefined,
      );
    });
    const socket = await open(HALF_BODY);
    const closed = closing.close();
    const answer = text(socket);
    socket.write('x'.repeat(996));
    socket.write(`${HEAD}\r\n`);
    expect((await answer).match(/^HTTP\/1\.1 200 /gm)).toHaveLength(1);
    expect(await tookMs(closed)).toBeLessThan(SLACK_MS);
  });

  it('gives an answer that takes longer than that grace', async () => {
    await start((_request, response) => {
      setTimeout(() => response.end('late'), 2 * TIMES.halfSentMs);
    });
    const socket = await open(`${HEAD}\r\n`);
    const closed = closing.close();
    expect(await text(socket)).toMatch(/Connection: close[^]*late$/);
    await closed;
  });

  it('does not wait for an answer without end', async () => {
    await start((_request, response) => response.write('and so on'));
    await open(`${HEAD}\r\n`);
    expect(await tookMs(closing.close())).toBeLessThan(TIMES.answerMs + SLACK_MS);
  });

  it('leaves a connection that speaks another protocol to that, until the end', async () => {
    await start(() => undefined);
    server.on('upgrade', (_request, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    await open(`${HEAD}Connection: Upgrade\r\nUpgrade: other\r\n\r\n`);
    const took = await tookMs(closing.close());
    expect(took).toBeGreaterThan(TIMES.answerMs - 50);
    expect(took).toBeLessThan(TIMES.answerMs + SLACK_MS);
  });
});
