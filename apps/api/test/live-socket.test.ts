import { once } from 'node:events';
import { createConnection } from 'node:net';
import { LIVE_FRAME_MAX_BYTES, LIVE_PATH, type LiveStart } from '@facegate/contracts';
import { personA, twoPeople } from '@facegate/test-footage';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newNonce } from './support/live-person.js';
import { startServer, type Settings, type TestServer } from './support/server.js';
import { frame, Visitor } from './support/visitor.js';

const START = { type: 'start', purpose: 'sign-in', nonce: newNonce() } as const satisfies LiveStart;

describe('the live socket', () => {
  let server: TestServer;
  let visitor: Visitor;
  beforeAll(async () => {
    server = await startServer({}, { FACEGATE_LIVENESS: 'on' });
  });
  afterEach(() => visitor?.leave());
  afterAll(() => server?.stop());

  const visit = async () => (visitor = await new Visitor(server).open());

  it('tells how many steps there will be, and not which', async () => {
    await visit();
    visitor.send(START);
    const challenge = await visitor.next('challenge');
    expect(challenge.steps).toBeGreaterThanOrEqual(2);
    expect(challenge.steps).toBeLessThanOrEqual(4);
    expect(Object.keys(challenge).toSorted((one, other) => one.localeCompare(other))).toEqual([
      'expiresInMs',
      'sessionId',
      'steps',
      'type',
    ]);
    expect(await visitor.next('ack')).toEqual({ type: 'ack', credit: 2 });
  });

  it('says of each frame what the server sees in it', async () => {
    await visit();
    visitor.send(START);
    await visitor.next('ack');
    visitor.send(await frame(personA.front));
    const seen = await visitor.next('frame');
    expect(seen.box?.width).toBeGreaterThan(50);
    expect(Math.abs(seen.yaw ?? 90)).toBeLessThan(10);
    expect(seen.eyesOpen).toBeGreaterThan(0.6);
    expect(await visitor.next('ack')).toEqual({ type: 'ack', credit: 1 });
    visitor.send(await frame(personA.closed));
    expect((await visitor.next('frame')).eyesOpen).toBeLessThan(0.5);
  });

  it('does not take one still picture for a person', async () => {
    await visit();
    visitor.send(START);
    const still = await frame(personA.front);
    for (;;) {
      const result = visitor.messages.find((message) => message.type === 'result');
      if (result) break;
      await Promise.race([visitor.next('ack'), visitor.closed]);
      visitor.send(still);
    }
    expect(await visitor.next('result')).toMatchObject({ live: false, code: 'LIVENESS_FAILED' });
    expect(await visitor.closed).toBe(1000);
  });

  it('asks to be alone', async () => {
    await visit();
    visitor.send(START);
    await visitor.next('ack');
    visitor.send(await frame(twoPeople));
    expect((await visitor.next('frame')).guidance).toBe('several-faces');
  });

  it.each<[string, (string | Buffer)[], string]>([
    ['a frame before the start', [Buffer.of(0xff, 0xd8)], 'OUT_OF_ORDER'],
    ['no JSON', ['{'], 'MALFORMED_MESSAGE'],
    ['a start without a nonce', ['{"type":"start","purpose":"sign-in"}'], 'MALFORMED_MESSAGE'],
    ['a step-up of nobody', [JSON.stringify({ ...START, purpose: 'step-up' })], 'MALFORMED_MESSAGE'],
    ['a face for nobody', [JSON.stringify({ ...START, purpose: 'add-face' })], 'MALFORMED_MESSAGE'],
    [
      'the access token of nobody',
      [JSON.stringify({ ...START, purpose: 'step-up', accessToken: 'a.b.c' })],
      'UNAUTHENTICATED',
    ],
    ['a retake in a log-in', [JSON.stringify(START), '{"type":"retake","pose":"front"}'], 'OUT_OF_ORDER'],
    ['a retake of no pose', [JSON.stringify(START), '{"type":"retake","pose":"sideways"}'], 'MALFORMED_MESSAGE'],
    ['a foreign purpose', ['{"type":"start","purpose":"root"}'], 'MALFORMED_MESSAGE'],
    [
      'a prototype',
      ['{"type":"start","purpose":"sign-in","__proto__":{"x":1},"without":["sing"]}'],
      'MALFORMED_MESSAGE',
    ],
    ['a long message', [`{"type":"start","purpose":"${'x'.repeat(5000)}"}`], 'MALFORMED_MESSAGE'],
    ['two starts', [JSON.stringify(START), JSON.stringify(START)], 'OUT_OF_ORDER'],
  ])('ends with a code at %s', async (_name, messages, code) => {
    await visit();
    for (const message of messages) visitor.send(message);
    expect(await visitor.next('result')).toMatchObject({ live: false, code });
    expect(await visitor.closed).toBe(1000);
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['of no picture', () => Buffer.from('hello'), 'IMAGE_INVALID'],
    ['of a broken JPEG', () => Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), Buffer.alloc(999, 7)]), 'IMAGE_INVALID'],
    ['that is too large', () => Buffer.alloc(LIVE_FRAME_MAX_BYTES + 1, 0xff), 'FRAME_TOO_LARGE'],
    [
      'with very many pixels',
      () =>
        sharp({ create: { width: 6000, height: 6000, channels: 3, background: 'white' } })
          .jpeg({ quality: 1 })
          .toBuffer()
          .then((jpeg) => jpeg.subarray(0, LIVE_FRAME_MAX_BYTES)),
      'FRAME_TOO_LARGE',
    ],
  ])('ends with a code at a frame %s', async (_name, make, code) => {
    const bytes = await make();
    await visit();
    visitor.send(START);
    await visitor.next('ack');
    visitor.send(bytes);
    expect(await visitor.next('result')).toMatchObject({ live: false, code });
  });

  it('ends with a code when frames come without credit', async () => {
    await visit();
    visitor.send(START);
    await visitor.next('ack');
    const picture = await frame(personA.front);
    for (let n = 0; n < 3; n++) visitor.send(picture);
    expect(await visitor.next('result')).toMatchObject({ live: false, code: 'TOO_FAST' });
  });

  it('cuts off who sends more than any frame can have', async () => {
    await visit();
    visitor.send(Buffer.alloc(1024 * 1024));
    expect(await visitor.closed).toBe(1009);
  });

  it('is not open to pages of other websites', async () => {
    visitor = new Visitor(server, { origin: 'https://elsewhere.example' });
    expect(await visitor.closed).toBe(1008);
    const { host, origin } = new URL(server.client.baseUrl);
    expect(host).toBeTruthy();
    visitor = await new Visitor(server, { origin }).open();
    visitor.send(START);
    await visitor.next('challenge');
  });

  it('stands frames that no WebSocket has', async () => {
    const { hostname, port } = new URL(server.client.baseUrl);
    const socket = createConnection(Number(port), hostname);
    socket.on('error', () => undefined);
    const head = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    socket.write(
      `GET ${LIVE_PATH} HTTP/1.1\r\nHost: x\r\n${head.join('\r\n')}\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`,
    );
    await once(socket, 'data');
    socket.write(Buffer.alloc(64, 0xff));
    await once(socket, 'close');
    expect((await server.client.get('/api/health/live')).status).toBe(200);
  });

  it('has no more than half of its five places for one address, and gives them back', async () => {
    const visitors = await Promise.all(Array.from({ length: 3 }, () => new Visitor(server).open()));
    for (const one of visitors) {
      one.send(START);
      await one.next('challenge');
    }
    const late = await new Visitor(server).open();
    late.send(START);
    expect(await late.next('result')).toMatchObject({ live: false, code: 'BUSY', retryAfterSeconds: 5 });
    for (const one of visitors) one.leave();
    await Promise.all(visitors.map(({ closed }) => closed));
    await visit();
    visitor.send(START);
    await visitor.next('challenge');
  });
});

describe('the live socket of a server with one place', () => {
  let server: TestServer;
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    server = await startServer(
      {},
      { FACEGATE_LIVENESS: 'on', FACEGATE_LIVE_SESSIONS: '1', FACEGATE_TRUSTED_PROXIES: 'loopback' },
    );
  });
  afterEach(() => visitors.splice(0).forEach((visitor) => visitor.leave()));
  afterAll(() => server?.stop());

  const connect = async (from: string) => {
    const visitor = await new Visitor(server, { headers: { 'X-Forwarded-For': from } }).open();
    visitors.push(visitor);
    return visitor;
  };

  it('lets another address begin while one has idle connections, of which it takes few', async () => {
    for (let n = 0; n < 5; n++) await connect('192.0.2.1');
    const sixth = await connect('192.0.2.1');
    expect(await sixth.next('result')).toMatchObject({ live: false, code: 'BUSY', retryAfterSeconds: 5 });
    const other = await connect('198.51.100.1');
    other.send(START);
    await other.next('challenge');
  });

  it('ends idle connections after four seconds', async () => {
    const idle = await connect('192.0.2.1');
    expect(await idle.next('result')).toMatchObject({ live: false, code: 'TIMED_OUT' });
  });

  it('ends connections that send pings or halves of a message only, as well', async () => {
    const half = await connect('192.0.2.1');
    half.sendHalf('{"type":"st');
    const result = await half.next('result');
    expect(result).toMatchObject({ live: false, code: 'TIMED_OUT' });
  });

  it('is open to somebody else while forty silent connections of two addresses come and come again', async () => {
    const silent = await Promise.all(
      Array.from({ length: 40 }, (_, n) => connect(n % 2 === 0 ? '192.0.2.1' : '192.0.2.2')),
    );
    const other = await connect('198.51.100.1');
    other.send(START);
    await other.next('challenge');
    const answers = await Promise.all(silent.map((visitor) => visitor.next('result')));
    expect(new Set(answers.map((answer) => 'code' in answer && answer.code))).toEqual(new Set(['BUSY', 'TIMED_OUT']));
  });

  it('tells who begins while the place is taken, and gives it to them later', async () => {
    const first = await connect('192.0.2.1');
    first.send(START);
    await first.next('challenge');
    const late = await connect('198.51.100.1');
    late.send(START);
    expect(await late.next('result')).toMatchObject({ live: false, code: 'BUSY', retryAfterSeconds: 5 });
    first.leave();
    await first.closed;
    for (;;) {
      const again = await connect('198.51.100.1');
      again.send(START);
      await again.more(5000);
      if (again.messages.some(({ type }) => type === 'challenge')) break;
    }
  });
});

describe('a server that stops', () => {
  it('tells who is in a session', async () => {
    const server = await startServer({}, { FACEGATE_LIVENESS: 'on' } satisfies Settings);
    const visitor = await new Visitor(server).open();
    visitor.send(START);
    await visitor.next('challenge');
    const stopped = server.stop();
    expect(await visitor.next('result')).toMatchObject({ live: false, code: 'NOT_READY' });
    await stopped;
  });
});
