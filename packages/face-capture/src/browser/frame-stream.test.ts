import { LIVE_FRAMES_PER_SECOND } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { FrameStream } from './frame-stream.js';

const CAMERA_MS = 33;
const IN_FLIGHT = 2;

interface Line {
  /** Time that the line needs for a frame: it carries one after the other. */
  frameMs: number;
  /** Time that the server needs for a frame. */
  serverMs: number;
  /** Frames that the line itself holds before the browser notices. */
  buffers: number;
}

/** Every frame of half a minute: when it was taken, and when its answer was there. */
async function watch({ frameMs, serverMs, buffers }: Line) {
  const frame = { jpeg: new ArrayBuffer(1), widthPx: 1, heightPx: 1 };
  const line: { takenAtMs: number; arrivesAtMs: number; answeredAtMs: number; acknowledged: boolean }[] = [];
  let nowMs = 0;
  const stream = new FrameStream({
    socket: {
      send: () => undefined,
      get bufferedAmount() {
        return Math.max(0, line.filter(({ arrivesAtMs }) => arrivesAtMs > nowMs).length - buffers);
      },
    },
    frames: { next: () => Promise.resolve(frame) },
    onSent: (_frame, takenAtMs) => {
      const before = line.at(-1);
      const arrivesAtMs = Math.max(nowMs, before?.arrivesAtMs ?? 0) + frameMs;
      const answeredAtMs = Math.max(arrivesAtMs, before?.answeredAtMs ?? 0) + serverMs;
      line.push({ takenAtMs, arrivesAtMs, answeredAtMs, acknowledged: false });
    },
  });
  stream.grant(IN_FLIGHT);
  const inFlight: number[] = [];
  for (; nowMs < 30_000; nowMs += CAMERA_MS) {
    for (const one of line) {
      if (one.acknowledged || one.answeredAtMs > nowMs) continue;
      one.acknowledged = true;
      stream.grant(1);
    }
    await stream.offer(nowMs, new AbortController().signal);
    inFlight.push(line.filter(({ acknowledged }) => !acknowledged).length);
  }
  return { line, mostInFlight: Math.max(...inFlight), delays: line.map((one) => one.answeredAtMs - one.takenAtMs) };
}

describe('a stream of frames', () => {
  test.each<[string, Line]>([
    ['a slow line', { frameMs: 800, serverMs: 30, buffers: 0 }],
    ['a slow line that hides it', { frameMs: 800, serverMs: 30, buffers: 10 }],
    ['a slow server', { frameMs: 5, serverMs: 700, buffers: 10 }],
  ])('on %s drops frames, and the last picture is no older than the first ones', async (_name, way) => {
    const { line, mostInFlight, delays } = await watch(way);
    const slowest = Math.max(way.frameMs, way.serverMs);
    expect(mostInFlight).toBeLessThanOrEqual(IN_FLIGHT);
    expect(line.length).toBeGreaterThan(30_000 / slowest - 4);
    expect(line.length).toBeLessThan(30_000 / slowest + 4);
    // Its own way, and that of the one before.
    const longest = 2 * (way.frameMs + way.serverMs) + CAMERA_MS;
    expect(Math.max(...delays)).toBeLessThanOrEqual(longest);
    expect(delays.at(-1)).toBeLessThanOrEqual((delays[4] ?? 0) + CAMERA_MS);
  });

  test('on a fast line sends as many as the server takes', async () => {
    const { line, delays } = await watch({ frameMs: 2, serverMs: 20, buffers: 0 });
    expect(line.length / 30).toBeGreaterThan(LIVE_FRAMES_PER_SECOND - 4);
    expect(line.length / 30).toBeLessThan(LIVE_FRAMES_PER_SECOND);
    expect(Math.max(...delays)).toBeLessThan(30);
  });

  test('takes no picture while the one before is made into a JPEG', async () => {
    let taken = 0;
    let finish: (() => void) | undefined;
    const stream = new FrameStream({
      socket: { send: () => undefined, bufferedAmount: 0 },
      frames: {
        next: () => {
          taken += 1;
          return new Promise((resolve) => {
            finish = () => resolve({ jpeg: new ArrayBuffer(1), widthPx: 1, heightPx: 1 });
          });
        },
      },
      onSent: () => undefined,
    });
    const { signal } = new AbortController();
    stream.grant(IN_FLIGHT);
    const first = stream.offer(1000, signal);
    await stream.offer(2000, signal);
    expect(taken).toBe(1);
    finish?.();
    await first;
    void stream.offer(3000, signal);
    expect(taken).toBe(2);
  });

  test('sends nothing any more once it is over, and goes on after a picture that failed', async () => {
    const sent: unknown[] = [];
    const pictures = [() => Promise.reject(new Error('no frame yet')), () => Promise.resolve(null)];
    const stream = new FrameStream({
      socket: { send: (data) => sent.push(data), bufferedAmount: 0 },
      frames: {
        next: () => pictures.shift()?.() ?? Promise.resolve({ jpeg: new ArrayBuffer(1), widthPx: 1, heightPx: 1 }),
      },
      onSent: () => undefined,
    });
    const over = new AbortController();
    stream.grant(IN_FLIGHT);
    for (const atMs of [1000, 2000]) await stream.offer(atMs, over.signal);
    expect(sent).toEqual([]);
    await stream.offer(3000, over.signal);
    expect(sent).toHaveLength(1);
    over.abort();
    await stream.offer(4000, over.signal);
    expect(sent).toHaveLength(1);
  });
});
