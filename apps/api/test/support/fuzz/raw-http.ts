import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAnswer } from './sound-answer.js';

/** After which a connection that says nothing more is given up. */
const PATIENCE_MS = 1500;

export interface RawRequest {
  method: string;
  /** The request target exactly as it goes out. */
  target: string;
  headers?: readonly (readonly [string, string])[];
  body?: string | Buffer;
}

/** The bytes of a request that `Connection: close` makes the last of its connection. */
export function requestBytes({ method, target, headers = [], body }: RawRequest): Buffer {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body ?? '')]);
}

/** Sends bytes as they are. Resolves with every answer that came back on the connection, in order. */
export async function exchange(baseUrl: string, bytes: Buffer): Promise<HttpAnswer[]> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server may well reset a connection that sends it nonsense.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').catch(() => undefined);
  socket.write(bytes);
  await Promise.race([closed, silence(socket)]);
  socket.destroy();
  await closed;
  return parseAnswers(Buffer.concat(chunks));
}

async function silence(socket: Socket): Promise<void> {
  let heardAt = Date.now();
  socket.on('data', () => (heardAt = Date.now()));
  while (!socket.destroyed && Date.now() - heardAt < PATIENCE_MS) await sleep(50);
}

function parseAnswers(bytes: Buffer): HttpAnswer[] {
  const answers: HttpAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
    if (end < 0 || !status) throw new Error(`no answer of HTTP: ${rest.subarray(0, 200).toString('latin1')}`);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    rest = rest.subarray(end + 4);
    const { body, length } = bodyOf(rest, headers);
    rest = rest.subarray(length);
    if (status >= 200) answers.push({ status, headers, text: body.toString('utf8') });
  }
  return answers;
}

function bodyOf(bytes: Buffer, headers: Record<string, string>): { body: Buffer; length: number } {
  const declared = headers['content-length'];
  if (declared !== undefined) return { body: bytes.subarray(0, Number(declared)), length: Number(declared) };
  if (headers['transfer-encoding'] !== 'chunked') return { body: Buffer.alloc(0), length: 0 };
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    at = lineEnd + 2;
    if (lineEnd < 0 || !size) return { body: Buffer.concat(chunks), length: at + 2 };
    chunks.push(bytes.subarray(at, at + size));
    at += size + 2;
  }
}
