import { WATCH_END_CODES, type WatchMessage } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { shownFaces } from './face-tracks.js';
import { isTokenRefusal, SILENCE_DEADLINE_MS, TOKEN_REFUSALS } from './live-line.js';
import { isWatching, WATCH_WAITING, watchSessionReducer, type WatchEvent, type WatchSession } from './watch-session.js';

type WithoutConnection<E> = E extends WatchEvent ? Omit<E, 'connection'> : never;
type Step = WithoutConnection<WatchEvent>;

const OF_CONNECTION = new Set<string>(['opened', 'closed', 'message', 'sent']);

/** Events of the present connection. */
const run = (session: WatchSession, ...events: Step[]): WatchSession =>
  events.reduce((before, event) => {
    const connection = OF_CONNECTION.has(event.type) ? { connection: before.connection } : {};
    return watchSessionReducer(before, { ...event, ...connection } as WatchEvent);
  }, session);
const message = (atMs: number, content: WatchMessage): Step => ({ type: 'message', message: content, atMs });
const ack = (atMs: number, credit = 1): Step => message(atMs, { type: 'ack', credit });
const sent = (atMs: number): Step => ({ type: 'sent', frame: { atMs, widthPx: 640, heightPx: 480 }, atMs });
const seen = (atMs: number): Step =>
  message(atMs, {
    type: 'recognition',
    latencyMs: 40,
    faces: [
      {
        box: { x: 64, y: 48, width: 320, height: 240 },
        identity: 'you',
        landmarks: [[224, 168]],
      },
    ],
  });
const end = (atMs: number, code: (typeof WATCH_END_CODES)[number], retryAfterSeconds?: number): Step =>
  message(atMs, {
    type: 'result',
    live: false,
    code,
    detail: '',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });

const connecting = run(WATCH_WAITING, { type: 'begin', landmarks: true, atMs: 1000 });
const watching = run(connecting, { type: 'opened', atMs: 1010 }, ack(1020, 2));
const answered = run(watching, sent(1100), sent(1200), seen(1300), ack(1300));

describe('watching', () => {
  test('begins with the first credit', () => {
    expect(connecting.phase.name).toBe('connecting');
    expect(watching.phase.name).toBe('watching');
    expect(watching.inFlight).toEqual([]);
  });

  test('an answer is of the frame that was sent first, and in shares of it', () => {
    const [face] = shownFaces(answered.tracks, 2000);
    expect(face).toMatchObject({
      identity: 'you',
      name: null,
      box: { x: 0.1, y: 0.1, width: 0.5, height: 0.5 },
      points: [{ x: 0.5, y: 0.5 }],
    });
    expect(answered.inFlight.map(({ atMs }) => atMs)).toEqual([1200]);
    expect(answered.figures.answers).toEqual([{ atMs: 1300, delayMs: 200, serverMs: 40 }]);
  });

  test('a box without area is nobody', () => {
    const none = { box: { x: 1, y: 1, width: 0, height: 5 }, identity: 'unknown' } as const;
    const empty = run(watching, sent(1100), message(1200, { type: 'recognition', latencyMs: 1, faces: [none] }));
    expect(empty.tracks.tracks).toEqual([]);
  });

  test('a frame that found no place is done with as well', () => {
    const skipped = run(watching, sent(1100), sent(1200), ack(1250), seen(1300));
    expect(skipped.figures.answers).toEqual([{ atMs: 1300, delayMs: 100, serverMs: 40 }]);
  });

  test('another wish for points connects anew, the faces where they were', () => {
    const without = run(answered, { type: 'begin', landmarks: false, atMs: 1400 });
    expect(without).toMatchObject({ landmarks: false, connection: answered.connection + 1 });
    expect(shownFaces(without.tracks, 1500)).toHaveLength(1);
  });

  test('answers to nothing, and of another connection, change nothing', () => {
    expect(run(watching, seen(1300))).toBe(watching);
    const late = { type: 'closed', connection: watching.connection - 1, atMs: 1300 } as const;
    expect(watchSessionReducer(watching, late)).toBe(watching);
  });

  test('nobody is shown any more when answers do not come for some seconds', () => {
    expect(run(answered, { type: 'tick', atMs: 3000 })).toBe(answered);
    expect(run(answered, { type: 'tick', atMs: 3600 })).toMatchObject({
      phase: { name: 'watching' },
      tracks: { tracks: [] },
    });
  });

  test('time passes without harm while no frame is on its way', () => {
    expect(run(watching, { type: 'tick', atMs: 1e9 })).toBe(watching);
  });
});

describe('a hidden tab', () => {
  const hidden = run(answered, { type: 'hidden', atMs: 1400 });

  test('watches nothing and shows nobody', () => {
    expect(isWatching(hidden)).toBe(false);
    expect(shownFaces(hidden.tracks, 1400)).toEqual([]);
    expect(run(hidden, { type: 'tick', atMs: 1e9 })).toBe(hidden);
  });

  test('that is shown again connects anew', () => {
    const shown = run(hidden, { type: 'shown', atMs: 5000 });
    expect(shown).toMatchObject({
      phase: { name: 'connecting' },
      landmarks: true,
      connection: answered.connection + 1,
    });
  });
});

describe('a connection that is lost', () => {
  test.each<[string, Step]>([
    ['closes', { type: 'closed', atMs: 1500 }],
    ['answers no more', { type: 'tick', atMs: 1300 + SILENCE_DEADLINE_MS }],
  ])('because it %s, says so and shows nobody', (_how, event) => {
    const lost = run(answered, event);
    expect(lost.phase).toEqual({
      name: 'resting',
      failure: { code: 'CONNECTION_LOST', againAtMs: event.atMs + 1000 },
    });
    expect(shownFaces(lost.tracks, event.atMs)).toEqual([]);
  });

  test('is tried again after a while that grows', () => {
    let session = run(connecting, { type: 'closed', atMs: 1000 });
    const pauses: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      if (session.phase.name !== 'resting') throw new Error('it rests');
      expect(session.phase.failure.code).toBe('UNREACHABLE');
      const { againAtMs } = session.phase.failure;
      pauses.push(againAtMs - session.nowMs);
      expect(run(session, { type: 'tick', atMs: againAtMs - 1 }).phase.name).toBe('resting');
      session = run(session, { type: 'tick', atMs: againAtMs });
      expect(session.phase.name).toBe('connecting');
      session = run(session, { type: 'closed', atMs: againAtMs + 10 });
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('is tried at once when the person says so', () => {
    const lost = run(answered, { type: 'closed', atMs: 1500 });
    expect(run(lost, { type: 'retry', atMs: 1600 }).phase.name).toBe('connecting');
    expect(run(watching, { type: 'retry', atMs: 1600 })).toBe(watching);
  });

  test('begins with short pauses again once there was an answer', () => {
    const later = run({ ...watching, failures: 5 }, sent(1100), seen(1300), { type: 'closed', atMs: 2000 });
    expect(later.phase).toMatchObject({ failure: { againAtMs: 3000 } });
  });
});

describe('an end that the server tells', () => {
  test.each(WATCH_END_CODES.filter((code) => !isTokenRefusal(code)))('%s: rests as long as it asks for', (code) => {
    expect(run(answered, end(1500, code, 7)).phase).toEqual({
      name: 'resting',
      failure: { code, againAtMs: 8500 },
    });
  });

  test.each([...TOKEN_REFUSALS])('%s: goes on with another token, the faces where they were', (code) => {
    const renewed = run(answered, end(1500, code));
    expect(renewed).toMatchObject({ phase: { name: 'connecting', renewed: true }, inFlight: [] });
    expect(renewed.connection).toBe(answered.connection + 1);
    expect(shownFaces(renewed.tracks, 1600)).toHaveLength(1);
    expect(run(renewed, ack(1600), sent(1700), seen(1800)).tracks.tracks[0]?.id).toBe(1);
  });

  test('a second token that is refused is no matter of time', () => {
    const refused = run(answered, end(1500, 'TOKEN_EXPIRED'), end(1600, 'TOKEN_EXPIRED'));
    expect(refused.phase).toMatchObject({ name: 'resting', failure: { code: 'TOKEN_EXPIRED' } });
  });
});
