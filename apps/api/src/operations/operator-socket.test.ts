import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandFailed } from './command-line.js';
import { askServer } from './operator-client.js';
import { encode, operatorAddress, reach } from './operator-socket.js';

describe('operatorAddress', () => {
  it('lies in the data folder, or where its path is short enough for a socket', () => {
    expect(operatorAddress('/srv/facegate')).toBe('/srv/facegate/operator/socket');
    const long = operatorAddress(`/srv/${'x'.repeat(86)}/data`);
    expect(long.startsWith(tmpdir())).toBe(true);
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(103);
    expect(operatorAddress(`/srv/${'x'.repeat(87)}/data`)).not.toBe(long);
    // Bytes count, not characters.
    expect(operatorAddress(`/srv/${'ü'.repeat(45)}`).startsWith(tmpdir())).toBe(true);
  });

  it('is a named pipe on Windows', () => {
    expect(operatorAddress(String.raw`C:\data`, 'win32')).toMatch(/^\\\\\.\\pipe\\facegate-[0-9a-f]{16}$/);
  });
});

describe('askServer', () => {
  let dataDir: string;
  let stop: () => Promise<void>;
  const lines: string[] = [];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'facegate-socket-'));
    lines.length = 0;
    stop = () => Promise.resolve();
  });
  afterEach(async () => {
    await stop();
    await rm(dataDir, { recursive: true });
  });

  async function listen(answer: (socket: Socket) => void): Promise<void> {
    expect(await reach(operatorAddress(dataDir))).toBeUndefined();
    const server = createServer((socket) => socket.once('data', () => answer(socket)));
    server.listen(operatorAddress(dataDir));
    await once(server, 'listening');
    stop = async () => {
      server.close();
      await once(server, 'close');
    };
  }
  const ask = (signal = new AbortController().signal) =>
    askServer(dataDir, ['reindex'], (line) => lines.push(line), signal);

  it('gives the lines however they arrive, and the exit code', async () => {
    const text = Buffer.from(encode({ line: 'fünf' }) + encode({ line: 'two' }) + encode({ exit: 1 }));
    const at = text.indexOf(0xc3) + 1;
    await listen((socket) => {
      socket.write(text.subarray(0, at), () => setImmediate(() => socket.end(text.subarray(at))));
    });
    expect(await ask()).toBe(1);
    expect(lines).toEqual(['fünf', 'two']);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['ends', (socket) => socket.end(encode({ line: 'one' }))],
    ['breaks', (socket) => socket.write(encode({ line: 'one' }), () => socket.destroy())],
    ['ends within a line', (socket) => socket.end(`${encode({ line: 'one' })}{"ex`)],
  ])('says so when the server %s before the command', async (_name, answer) => {
    await listen(answer);
    await expect(ask()).rejects.toThrow(CommandFailed);
    expect(lines).toEqual(['one']);
  });

  it('leaves when the operator stops it', async () => {
    let left: Promise<unknown> | undefined;
    const stopping = new AbortController();
    await listen((socket) => {
      left = once(socket.resume(), 'close');
      stopping.abort(new CommandFailed('Stopped.'));
    });
    await expect(ask(stopping.signal)).rejects.toThrow('Stopped.');
    await left;
  });

  it('closes the folder of the socket to others', async () => {
    expect(await ask()).toBeUndefined();
    const folder = join(dataDir, 'operator');
    await chmod(folder, 0o777);
    expect(await ask()).toBeUndefined();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });
});
