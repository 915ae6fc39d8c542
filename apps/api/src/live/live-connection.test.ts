import { EventEmitter, once } from 'node:events';
import { LIVE_MAX_RETAKES, type LiveMessage, type Pose } from '@facegate/contracts';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../common/problem-error.js';
import type { FrameVerdict, LivenessEvent, LivenessTrial } from '../face/liveness-judge.js';
import { LiveConnection } from './live-connection.js';
import type { BeginLiveSession } from './live-session.js';
import type { LiveSocket } from './live-socket.js';
import { LivenessSession } from './liveness-session.js';

const NONCE = 'n'.repeat(22);
const text = (message: object): Buffer => Buffer.from(JSON.stringify(message));
const START = text({ type: 'start', purpose: 'sign-in', nonce: NONCE });
const started = { type: 'start', purpose: 'sign-in', nonce: NONCE };
const SIGN_UP = text({ ...started, purpose: 'sign-up', review: true });
const JPEG: Buffer = Buffer.of(0xff, 0xd8, 0xff);
const nothing: FrameVerdict = { sha256: 'aa', view: undefined, guidance: 'no-face', events: [] };
const live: LivenessEvent = {
  type: 'live',
  evidence: { vector: Float32Array.of(1), frames: 5, agreement: 0.7, sha256s: [], captured: [] },
};

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
  readonly wishes: string[] = [];
  answers: (() => Promise<FrameVerdict>)[] = [];
  frame(_jpeg: Uint8Array, arrivedAtMs: number): Promise<FrameVerdict> {
    this.arrivals.push(arrivedAtMs);
    return (this.answers.shift() ?? (() => Promise.resolve(nothing)))();
  }
  tick(): LivenessEvent[] {
    return this.ticks.splice(0);
  }
  retake(pose: Pose): LivenessEvent[] {
    this.wishes.push(pose);
    return [];
  }
  finish(): LivenessEvent[] {
    this.wishes.push('finish');
    return [live];
  }
}

const busy = () => Promise.reject(new ProblemError('BUSY', 'busy'));
const seen =
  (sha256: string, events: LivenessEvent[] = []) =>
  () =>
    Promise.resolve({ ...nothing, sha256, events });
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
    begun = (start, line) => {
      const captures = start.purpose === 'sign-up';
      const times = { sessionMs: 60_000, reviewMs: 120_000, retakeMs: 30_000 };
      const terms = { trial, times, captures, review: start.review ?? false, admit: () => Promise.resolve('a-token') };
      return Promise.resolve(new LivenessSession(terms, line));
    };
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

  const begin = async (start = START) => {
    connection.receive(start, false);
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
    trial.answers = [busy];
    connection.receive(JPEG, true);
    await settle();
    expect(granted()).toEqual([2, 1]);
    expect(result()).toBeUndefined();
  });

  it('names a kept frame by its number among all that were sent', async () => {
    await begin(SIGN_UP);
    trial.answers = [seen('a0'), busy, seen('a2'), seen('a3', [{ type: 'captured', pose: 'front', sha256: 'a2' }])];
    for (let n = 0; n < 4; n++) {
      connection.receive(JPEG, true);
      await settle();
    }
    expect(socket.messages).toContainEqual({ type: 'captured', pose: 'front', frame: 2 });
  });

  it('ends a session that never shows a frame, long before its deadline', async () => {
    await begin();
    await vi.advanceTimersByTimeAsync(9900);
    expect(result()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(350);
    expect(result()).toMatchObject({ live: false, code: 'TIMED_OUT' });
  });

  it('waits in a review for longer than a session lasts, takes wishes, and ends when it is told to', async () => {
    await begin(SIGN_UP);
    connection.receive(JPEG, true);
    trial.ticks = [{ type: 'review', deadlineMs: Date.now() + 120_000 }];
    await vi.advanceTimersByTimeAsync(250);
    expect(socket.messages.at(-1)).toEqual({ type: 'review', expiresInMs: 119_750 });
    await vi.advanceTimersByTimeAsync(110_000);
    connection.receive(text({ type: 'retake', pose: 'left' }), false);
    await settle();
    expect(result()).toBeUndefined();
    connection.receive(text({ type: 'finish' }), false);
    await settle();
    expect(trial.wishes).toEqual(['left', 'finish']);
    expect(result()).toMatchObject({ live: true, livenessToken: 'a-token' });
  });

  it.each<[string, Buffer, Buffer, string]>([
    ['a retake in a log-in', START, text({ type: 'retake', pose: 'front' }), 'OUT_OF_ORDER'],
    ['an end that nobody waits for', START, text({ type: 'finish' }), 'OUT_OF_ORDER'],
    ['a retake of no pose', SIGN_UP, text({ type: 'retake', pose: 'sideways' }), 'MALFORMED_MESSAGE'],
    ['a wish that there is not', SIGN_UP, text({ type: 'skip' }), 'MALFORMED_MESSAGE'],
    ['another start', SIGN_UP, SIGN_UP, 'OUT_OF_ORDER'],
  ])('ends at %s', async (_name, start, message, code) => {
    await begin(start);
    connection.receive(message, false);
    await settle();
    expect(result()).toMatchObject({ live: false, code });
  });

  it('takes a few retakes, and ends at one more', async () => {
    await begin(SIGN_UP);
    for (let n = 0; n < LIVE_MAX_RETAKES; n++) connection.receive(text({ type: 'retake', pose: 'left' }), false);
    await settle();
    expect([trial.wishes.length, result()]).toEqual([LIVE_MAX_RETAKES, undefined]);
    connection.receive(text({ type: 'retake', pose: 'left' }), false);
    await settle();
    expect(result()).toMatchObject({ live: false, code: 'OUT_OF_ORDER' });
  });

  it('ends at more messages than anybody needs, before they are read', async () => {
    await begin(SIGN_UP);
    for (let n = 0; n < 20; n++) connection.receive(Buffer.from('{'), false);
    expect(result()).toMatchObject({ live: false, code: 'OUT_OF_ORDER' });
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
    ['no nonce', () => connection.receive(text({ type: 'start', purpose: 'sign-up' }), false), 'MALFORMED_MESSAGE'],
    [
      'a nonce that can be guessed',
      () => connection.receive(text({ ...started, nonce: '1' }), false),
      'MALFORMED_MESSAGE',
    ],
    ['no access token', () => connection.receive(text({ ...started, purpose: 'step-up' }), false), 'MALFORMED_MESSAGE'],
    ['a wish before the start', () => connection.receive(text({ type: 'finish' }), false), 'MALFORMED_MESSAGE'],
    [
      'too much left out',
      () => connection.receive(text({ ...started, without: ['blink', 'turn-left', 'turn-right'] }), false),
      'MALFORMED_MESSAGE',
    ],
    ['nothing for four seconds', async () => void (await vi.advanceTimersByTimeAsync(4000)), 'TIMED_OUT'],
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
