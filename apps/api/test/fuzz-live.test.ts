import { once } from 'node:events';
import { connect } from 'node:net';
import { LIVE_PATH } from '@facegate/contracts';
import * as fc from 'fast-check';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { spoiltPictures } from './support/fuzz/hostile-pictures.js';
import { act, hostileDeeds, unsoundOutcome } from './support/fuzz/hostile-socket.js';
import { fuzz, FUZZ_TIMEOUT_MS } from './support/fuzz/seed.js';
import { FuzzTarget } from './support/fuzz/target.js';
import { PASSWORD } from './support/people.js';
import { frame } from './support/visitor.js';

const SESSION_CASES = 120;
const START = JSON.stringify({ type: 'start', purpose: 'sign-in', nonce: 'n'.repeat(32) });

/** On PGlite only: of these sessions none comes as far as a token, which is the first thing that is stored. */
describe('a hostile client of the live socket', { timeout: FUZZ_TIMEOUT_MS }, () => {
  let target: FuzzTarget;
  beforeAll(async () => {
    target = await FuzzTarget.start({ FACEGATE_LIVENESS: 'on', FACEGATE_LIVE_SESSIONS: '100' });
  });
  afterAll(() => target?.stop());

  const socketOf = (address: string) =>
    new WebSocket(target.client.baseUrl.replace('http', 'ws') + LIVE_PATH, { headers: { 'X-Forwarded-For': address } });

  it('does random things in random order', async () => {
    const real = await frame(personA.front);
    const pictures = fc.oneof(fc.constant(real), await spoiltPictures());
    const ran = await fuzz(SESSION_CASES, hostileDeeds(pictures), async (deeds) => {
      target.cases += 1;
      const faults = unsoundOutcome(await act(target.client.baseUrl, target.nextAddress(), deeds));
      if (faults.length > 0) throw new Error(faults.join('\n'));
    });
    expect(ran).toBe(SESSION_CASES);
  });

  it('sends a thousand frames at once', async () => {
    const deeds = Array.from({ length: 1000 }, () => ({ does: 'binary' as const, bytes: Buffer.alloc(2000, 0xff) }));
    const outcome = await act(target.client.baseUrl, '10.9.0.1', [{ does: 'text', text: START }, ...deeds]);
    expect(unsoundOutcome(outcome)).toEqual([]);
    expect(outcome.messages.at(-1)).toMatch(/TOO_FAST|OUT_OF_ORDER|IMAGE_INVALID/);
  });

  it('sends ten thousand pings', async () => {
    const deeds = Array.from({ length: 10_000 }, () => ({ does: 'ping' as const, bytes: Buffer.alloc(100) }));
    expect(unsoundOutcome(await act(target.client.baseUrl, '10.9.0.2', deeds))).toEqual([]);
  });

  it('never reads what it is sent', async () => {
    const socket = socketOf('10.9.0.3');
    await once(socket, 'open');
    socket.pause();
    socket.send(START);
    for (let n = 0; n < 200; n++) socket.ping(Buffer.alloc(125));
    socket.send('{');
    const late = await act(target.client.baseUrl, '10.9.0.4', []);
    expect(unsoundOutcome(late)).toEqual([]);
    socket.terminate();
  });

  it('closes its half of the connection, or breaks it, in the middle of a frame', async () => {
    const { hostname, port } = new URL(target.client.baseUrl);
    for (const last of ['end', 'resetAndDestroy'] as const)
      for (const bytes of [
        Buffer.of(0x82, 0xfe),
        Buffer.of(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
        Buffer.of(0x01, 0x81, 1, 2, 3, 4, 5),
      ]) {
        const socket = connect(Number(port), hostname);
        socket.on('error', () => undefined);
        const closed = once(socket, 'close');
        socket.write(
          `GET ${LIVE_PATH} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`,
        );
        await once(socket, 'data');
        socket.write(bytes);
        socket[last]();
        await closed;
      }
    expect((await target.client.get('/api/health/live')).status).toBe(200);
  });

  it.each([
    ['a deflate bomb', { 'Sec-WebSocket-Extensions': 'permessage-deflate; server_max_window_bits=8' }],
    ['extensions of nonsense', { 'Sec-WebSocket-Extensions': ';;,=' }],
    ['protocols of nonsense', { 'Sec-WebSocket-Protocol': ',,' }],
    ['an origin of nonsense', { Origin: 'null' }],
  ])('asks for %s', async (_name, headers) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const [answer] = await target.sendBytes(
      Buffer.from(
        `GET ${LIVE_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n${lines.join('\r\n')}\r\n\r\n`,
      ),
    );
    expect(answer?.status).toBe(400);
  });

  it('leaves a server that is well', async () => {
    expect(await target.symptoms([PASSWORD])).toEqual([]);
  });
});
