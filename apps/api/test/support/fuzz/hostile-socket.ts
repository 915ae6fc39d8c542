import { once } from 'node:events';
import { LIVE_END_CODES, LIVE_PATH, WATCH_END_CODES } from '@facegate/contracts';
import * as fc from 'fast-check';
import { WebSocket } from 'ws';
import type { Schema } from '../operations.js';
import { hostileText } from './hostile-json.js';

/** One thing that a client does on the live socket. */
export type Deed =
  | { does: 'text'; text: string }
  | { does: 'binary'; bytes: Buffer }
  | { does: 'ping' | 'pong'; bytes: Buffer }
  | { does: 'fragment'; text: string };

const NONCE = 'n'.repeat(32);

const STARTS = [
  { type: 'start', purpose: 'sign-in' },
  { type: 'start', purpose: 'sign-in', nonce: NONCE },
  { type: 'start', purpose: 'sign-in', nonce: { length: 32 } },
  { type: 'start', purpose: 'sign-up', nonce: NONCE, review: true },
  { type: 'start', purpose: 'step-up', nonce: NONCE, accessToken: 'garbage' },
  { type: 'retake', pose: 'left' },
  { type: 'retake', pose: { toString: 1 } },
  { type: 'finish' },
  { type: 'start', purpose: 'sign-in', nonce: NONCE, without: ['blink'] },
  { type: 'start', purpose: 'sign-in', nonce: NONCE, without: ['sing', 'blink', 'look-up', 'look-down'] },
  { type: 'start', purpose: 'sign-in', nonce: NONCE, without: { length: 1e9 } },
  { type: 'start', purpose: 'watch', accessToken: 'garbage' },
  { type: 'start', purpose: 'watch', accessToken: { toString: 1 } },
  { type: 'start', purpose: 'root' },
  { type: 'stop' },
  { event: 'start', data: {} },
];
const STATED: Schema = {
  type: 'object',
  properties: {
    type: { enum: ['start', 'retake', 'finish'] },
    purpose: { enum: ['sign-in', 'sign-up', 'add-face', 'step-up', 'watch'] },
    nonce: { type: 'string' },
  },
};

/** In whatever order: a start or nonsense, frames of pictures or noise, control frames, a message in pieces. */
export function hostileDeeds(pictures: fc.Arbitrary<Buffer>): fc.Arbitrary<Deed[]> {
  const noise = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...STARTS.map((start) => JSON.stringify(start))) },
    { weight: 2, arbitrary: hostileText(STATED, {}) },
  );
  const deed: fc.Arbitrary<Deed> = fc.oneof(
    { weight: 3, arbitrary: text.map((words): Deed => ({ does: 'text', text: words })) },
    { weight: 3, arbitrary: fc.oneof(pictures, noise).map((bytes): Deed => ({ does: 'binary', bytes })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('ping' as const, 'pong' as const), fc.uint8Array({ maxLength: 125 }))
        .map(([does, bytes]): Deed => ({ does, bytes: Buffer.from(bytes) })),
    },
    { weight: 1, arbitrary: text.map((words): Deed => ({ does: 'fragment', text: words })) },
  );
  return fc.array(deed, { minLength: 1, maxLength: 6 });
}

/** What became of a connection. */
export interface Outcome {
  /** As they came. */
  messages: string[];
  closeCode: number;
}

/** Does it all, then something that ends every session, and waits for the end. */
export async function act(baseUrl: string, address: string, deeds: readonly Deed[]): Promise<Outcome> {
  const socket = new WebSocket(baseUrl.replace('http', 'ws') + LIVE_PATH, { headers: { 'X-Forwarded-For': address } });
  const messages: string[] = [];
  socket.on('message', (data: Buffer) => messages.push(data.toString()));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close') as Promise<[number]>;
  await once(socket, 'open');
  for (const deed of deeds) perform(socket, deed);
  // Twice: after a start is out of order at the latest.
  for (let n = 0; n < 2; n++) perform(socket, { does: 'text', text: '{' });
  const [closeCode] = await closed;
  return { messages, closeCode };
}

function perform(socket: WebSocket, deed: Deed): void {
  if (socket.readyState !== socket.OPEN) return;
  switch (deed.does) {
    case 'text':
      return socket.send(deed.text);
    case 'binary':
      return socket.send(deed.bytes);
    case 'fragment':
      socket.send(deed.text.slice(0, 3), { fin: false });
      return socket.send(deed.text.slice(3), { fin: true });
    default:
      return socket[deed.does](deed.bytes);
  }
}

/** RFC 6455 §7.4.1, as far as the server may end a connection so; 1006 is none at all. */
const CLOSE_CODES = new Set([1000, 1002, 1006, 1007, 1008, 1009]);
const TYPES = new Set(['challenge', 'step', 'frame', 'ack', 'result', 'recognition']);
const CODES: ReadonlySet<string> = new Set([...LIVE_END_CODES, ...WATCH_END_CODES]);

/** What is wrong with how the server took it; nothing where all is well. */
export function unsoundOutcome({ messages, closeCode }: Outcome): string[] {
  const faults = CLOSE_CODES.has(closeCode) ? [] : [`closed with ${closeCode}`];
  for (const text of messages) {
    const message = JSON.parse(text) as { type: string; live?: boolean; code?: string };
    if (!TYPES.has(message.type)) faults.push(`says ${text}`);
    if (
      message.type === 'result' &&
      (message.live !== false || !CODES.has(message.code ?? '') || message.code === 'INTERNAL')
    )
      faults.push(`ends with ${text}`);
  }
  return faults;
}
