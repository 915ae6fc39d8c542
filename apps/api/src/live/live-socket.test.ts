import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { LiveSocket } from './live-socket.js';

/** The other end of the line, as `ws` shows it. */
class FakeLine extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  pings = 0;
  readonly sent: string[] = [];
  terminated = false;

  ping(): void {
    this.pings += 1;
  }
  send(text: string): void {
    this.sent.push(text);
  }
  terminate(): void {
    this.terminated = true;
    this.emit('close');
  }
  close(): void {
    this.emit('close');
  }
}

describe('the line of a live session', () => {
  let line: FakeLine;
  let socket: LiveSocket;
  beforeEach(() => {
    vi.useFakeTimers();
    line = new FakeLine();
    socket = new LiveSocket(line as unknown as WebSocket);
  });
  afterEach(() => vi.useRealTimers());

  it('is kept alive while nobody says anything', () => {
    for (let second = 0; second < 120; second += 1) {
      vi.advanceTimersByTime(1000);
      line.emit('pong');
    }
    expect(line.pings).toBe(8);
    expect(line.terminated).toBe(false);
  });

  it('is given up when the other side does not answer', () => {
    vi.advanceTimersByTime(31_000);
    expect(line.terminated).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(line.pings).toBe(1);
  });

  it('is given up when the other side does not read', () => {
    line.bufferedAmount = 65_537;
    socket.send({ type: 'ack', credit: 1 });
    expect([line.terminated, line.sent]).toEqual([true, []]);
  });

  it('says nothing once it is closed', () => {
    line.readyState = 3;
    socket.send({ type: 'ack', credit: 1 });
    expect(line.sent).toEqual([]);
  });
});
