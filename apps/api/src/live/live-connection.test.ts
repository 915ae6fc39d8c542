import { EventEmitter, once } from 'node:events';
import type { LiveMessage } from '@facegate/contracts';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../common/problem-error.js';
import type { FrameVerdict, LivenessEvent, LivenessTrial } from '../face/liveness-judge.js';
import { LiveConnection } from './live-connection.js';
import type { BeginLiveSession } from './live-session.js';
import type { LiveSocket } from './live-socket.js';
import { LivenessSession } from './liveness-session.js';

const START = Buffer.from(JSON.stringify({ type: 'start', purpose: 'sign-in' }));
const JPEG = Buffer.of(0xff, 0xd8, 0xff);
const nothing: FrameVerdict = { view: undefined, guidance: 'no-face', events: [] };
const live: LivenessEvent = { type: 'live', vector: Float32Array.of(1) };

/** Keeps what it is sent. */
class Recorder {
  readonly messages: LiveMessage[] = [];
  closed = 0;
  send(message: LiveMessage): void {
    this.messages.push(message);
  }
  close(): void {
    this.closed += 1;
  }
}

/** Answers each frame with what the test says next. */
class ScriptedTrial implements LivenessTrial {
  readonly steps = 3;
  readonly arrivals: number[] = [];
  ticks: LivenessEvent[] = [];
  answers: (() => Promise<FrameVerdict>)[] = [];
  frame(_jpeg: Uint8Array, arrivedAtMs: number): Promise<FrameVerdict> {
    this.arrivals.push(arrivedAtMs);
    return (this.answers.shift() ?? (() => Promise.resolve(nothing)))();
  }
  tick(): LivenessEvent[] {
    return this.ticks.splice(0);
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0);

/** An answer that comes when the test says so. */
function held() {
  const gate = new EventEmitter();
  const answer = async () => {
    await once(gate, 'release');
    return nothing;
  };
  return { answer, release: () => gate.emit('release') };
}

describe('LiveConnection', () => {
  let socket: Recorder;
  let trial: ScriptedTrial;
  let connection: LiveConnection;
  let begun: BeginLiveSession;

  beforeEach(() => {
    Logger.overrideLogger(false);
    vi.useFakeTimers();
    socket = new Recorder();
    trial = new ScriptedTrial();
    const terms = { trial, sessionMs: 60_000, admit: () => Promise.resolve('a-token') };
    begun = (_start, line) => Promise.resolve(new LivenessSession(terms, line));
    connection = new LiveConnection(
      socket as unknown as LiveSocket,
      (start, line) => begun(start, line),
      () => Date.now(),
    );
  });
  afterEach(() => {
    connection.closed();
    vi.useRealTimers();
  });

  const begin = async () => {
    connection.receive(START, false);
    await settle();
  };
  const result = () => socket.messages.find((message) => message.type === 'result');
  const granted = () => socket.messages.flatMap((message) => (message.type === 'ack' ? [message.credit] : []));

  it('begins with a challenge and two frames of credit, and gives one back for each frame', async () => {
    await begin();
    expect(socket.messages[0]).toMatchObject({ type: 'challenge', steps: 3, expiresInMs: 60_000 });
    expect(granted()).toEqual([2]);
    connection.receive(JPEG, true);
    await settle();
    expect(granted()).toEqual([2, 1]);
    expect(socket.messages.at(-2)).toEqual({
      type: 'frame',
      box: null,
      yaw: null,
      pitch: null,
      eyesOpen: null,
      guidance: 'no-face',
    });
  });

  it('tells a step when the judge does, by the time that is left, and ends with the token', async () => {
    await begin();
    const deadlineMs = Date.now() + 5000;
    trial.answers = [
      () => Promise.resolve({ ...nothing, events: [{ type: 'step', index: 0, action: 'blink', deadlineMs }] }),
      () => Promise.resolve({ ...nothing, events: [live] }),
    ];
    connection.receive(JPEG, true);
    connection.receive(JPEG, true);
    await settle();
    expect(socket.messages).toContainEqual({ type: 'step', index: 0, action: 'blink', deadlineMs: 5000 });
    expect(result()).toEqual({ type: 'result', live: true, livenessToken: 'a-token' });
    expect(socket.closed).toBe(1);
  });

  it('judges frames in the order of their arrival, one at a time, by when they came', async () => {
    await begin();
    const startedAt = Date.now();
    const { answer, release } = held();
    trial.answers = [answer];
    connection.receive(JPEG, true);
    await vi.advanceTimersByTimeAsync(100);
    connection.receive(JPEG, true);
    await vi.advanceTimersByTimeAsync(500);
    expect(trial.arrivals).toEqual([startedAt]);
    release();
    await settle();
    expect(trial.arrivals).toEqual([startedAt, startedAt + 100]);
  });

  it('lets the time pass without frames, and not past one that is looked at', async () => {
    await begin();
    const { answer, release } = held();
    trial.answers = [answer];
    connection.receive(JPEG, true);
    trial.ticks = [{ type: 'failed', code: 'TIMED_OUT', reason: 'late' }];
    await vi.advanceTimersByTimeAsync(1000);
    expect(result()).toBeUndefined();
    release();
    await vi.advanceTimersByTimeAsync(1000);
    expect(result()).toMatchObject({ live: false, code: 'TIMED_OUT' });
  });

  it('does without a frame that found no place', async () => {
    await begin();
    trial.answers = [() => Promise.reject(new ProblemError('BUSY', 'busy'))];
    connection.receive(JPEG, true);
    await settle();
    expect(granted()).toEqual([2, 1]);
    expect(result()).toBeUndefined();
  });

  it.each<[string, () => void | Promise<void>, string]>([
    ['a frame before the start', () => connection.receive(JPEG, true), 'OUT_OF_ORDER'],
    ['two starts', () => [START, START].forEach((start) => connection.receive(start, false)), 'OUT_OF_ORDER'],
    ['no JSON', () => connection.receive(Buffer.from('{'), false), 'MALFORMED_MESSAGE'],
    ['an array', () => connection.receive(Buffer.from('[]'), false), 'MALFORMED_MESSAGE'],
    [
      'another purpose',
      () => connection.receive(Buffer.from('{"type":"start","purpose":"x"}'), false),
      'MALFORMED_MESSAGE',
    ],
    [
      'too much left out',
      () =>
        connection.receive(
          Buffer.from('{"type":"start","purpose":"sign-in","without":["blink","turn-left","turn-right"]}'),
          false,
        ),
      'MALFORMED_MESSAGE',
    ],
    ['nothing for ten seconds', async () => void (await vi.advanceTimersByTimeAsync(10_000)), 'TIMED_OUT'],
  ])('ends at %s', async (_name, provoke, code) => {
    await provoke();
    await settle();
    expect(result()).toMatchObject({ live: false, code });
    expect(socket.closed).toBe(1);
  });

  it('ends with more frames than credit', async () => {
    await begin();
    for (let n = 0; n < 3; n++) connection.receive(JPEG, true);
    expect(result()).toMatchObject({ live: false, code: 'TOO_FAST' });
  });

  it.each<[string, unknown, string]>([
    ['a picture that cannot be read', new ProblemError('IMAGE_INVALID', 'no'), 'IMAGE_INVALID'],
    ['a picture of too many pixels', new ProblemError('IMAGE_TOO_LARGE', 'no'), 'FRAME_TOO_LARGE'],
    ['an error', new TypeError('broken'), 'INTERNAL'],
  ])('ends at %s', async (_name, error, code) => {
    await begin();
    trial.answers = [() => Promise.reject(error)];
    connection.receive(JPEG, true);
    await settle();
    expect(result()).toMatchObject({ live: false, code });
    expect(JSON.stringify(result())).not.toContain('broken');
  });

  it('says when to come again when no session can begin', async () => {
    begun = () => Promise.reject(new ProblemError('TOO_MANY_ATTEMPTS', 'no', { retryAfterSeconds: 7 }));
    await begin();
    expect(result()).toMatchObject({ live: false, code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 7 });
  });

  it('ends at last though a frame never comes back from the judge', async () => {
    await begin();
    trial.answers = [() => new Promise(() => {})];
    connection.receive(JPEG, true);
    await vi.advanceTimersByTimeAsync(65_000);
    expect(result()).toMatchObject({ live: false, code: 'TIMED_OUT' });
  });

  it('leaves nothing behind when the client goes', async () => {
    await begin();
    connection.closed();
    expect(vi.getTimerCount()).toBe(0);
    connection.receive(JPEG, true);
    await settle();
    expect(trial.arrivals).toEqual([]);
    expect(result()).toBeUndefined();
  });

  it('has one result, whatever else happens', async () => {
    await begin();
    trial.answers = [() => Promise.resolve({ ...nothing, events: [live] })];
    connection.receive(JPEG, true);
    connection.end('NOT_READY', 'the server stops');
    await settle();
    expect(socket.messages.filter(({ type }) => type === 'result')).toHaveLength(1);
  });
});
