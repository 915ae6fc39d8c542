import { LIVE_MAX_RETAKES, type LiveFrame, type LiveMessage, type LiveStepAction } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { CONNECT_DEADLINE_MS, SILENCE_DEADLINE_MS } from './live-line.js';
import {
  isConnected,
  isFilming,
  LIVE_SESSION_WAITING,
  liveSessionReducer,
  type LiveEvent,
  type LiveSession,
  type LiveWish,
} from './live-session.js';
import type { Picture } from './picture.js';
import { livePrompt } from './prompt.js';

const LOG_IN: LiveWish = { purpose: 'sign-in', without: [] };
const SIGN_UP: LiveWish = { purpose: 'sign-up', review: true, without: [] };
const CHALLENGE: LiveMessage = { type: 'challenge', sessionId: 's', steps: 3, expiresInMs: 60_000 };
const REVIEW: LiveMessage = { type: 'review', expiresInMs: 120_000 };
const LIVE: LiveMessage = { type: 'result', live: true, livenessToken: 't' };
const step = (index: number, action: LiveStepAction): LiveMessage => ({
  type: 'step',
  index,
  action,
  deadlineMs: 8000,
});
const frame = (changes: Partial<LiveFrame> = {}): LiveFrame => ({
  type: 'frame',
  box: null,
  yaw: 2,
  pitch: 10,
  eyesOpen: 0.9,
  guidance: null,
  ...changes,
});
const refusal = (code: 'BUSY' | 'TIMED_OUT' | 'TOKEN_EXPIRED'): LiveMessage => ({
  type: 'result',
  live: false,
  code,
  detail: '',
  retryAfterSeconds: 3,
});
const captured = (pose: 'front' | 'left' | 'right', number: number): LiveMessage => ({
  type: 'captured',
  pose,
  frame: number,
});
const pictureOf = (number: number): Picture => ({
  blob: new Blob([`frame ${number}`]),
  widthPx: 480,
  heightPx: 600,
});

type Told = LiveMessage | LiveEvent | 'opened' | 'closed' | 'hidden' | 'shown' | 'tick' | 'finish';

function eventOf(told: Told, { connection }: LiveSession, atMs: number): LiveEvent {
  if (told === 'opened') return { type: told, nonce: `nonce ${connection}`, connection, atMs };
  if (told === 'closed') return { type: told, connection, atMs };
  if (typeof told === 'string') return { type: told, atMs };
  if ('atMs' in told) return told;
  const picture = told.type === 'captured' ? pictureOf(told.frame) : null;
  return { type: 'message', message: told, picture, connection, atMs };
}

/** One event a tenth of a second, on the connection that is open. */
const after = (told: readonly Told[], from: LiveSession = begun()): LiveSession =>
  told.reduce((session, one, index) => liveSessionReducer(session, eventOf(one, session, 1000 + index * 100)), from);

const camera = (on: boolean): LiveEvent => ({ type: 'camera', on, atMs: 2000 });
const begun = (wish: LiveWish = LOG_IN): LiveSession =>
  [{ type: 'begin', wish, atMs: 900 } as const, { type: 'camera', on: true, atMs: 900 } as const].reduce(
    liveSessionReducer,
    LIVE_SESSION_WAITING,
  );
const tick = (session: LiveSession, atMs: number): LiveSession => liveSessionReducer(session, { type: 'tick', atMs });
const asked = (...more: Told[]): LiveSession => after(['opened', CHALLENGE, frame(), step(0, 'turn-left'), ...more]);
const failure = (code: string): object => ({ name: 'ended', failure: { code } });

describe('a live session', () => {
  test('waits without a connection until there is a wish and a picture', () => {
    const wished = liveSessionReducer(LIVE_SESSION_WAITING, { type: 'begin', wish: LOG_IN, atMs: 0 });
    expect(isConnected(wished)).toBe(false);
    expect(liveSessionReducer(LIVE_SESSION_WAITING, camera(true)).phase.name).toBe('waiting');
    expect(begun()).toMatchObject({ phase: { name: 'connecting' }, connection: 1 });
  });

  test('learns the rest once challenged, then shows one step after the other', () => {
    const learning = after(['opened', CHALLENGE]);
    expect(learning).toMatchObject({ phase: { name: 'learning' }, round: { first: 0, count: 3 } });
    expect(livePrompt(learning.phase)).toBe('look-front');
    expect(asked().phase).toMatchObject({ name: 'step', index: 0, action: 'turn-left', progress: 0 });
    expect(asked(step(1, 'blink')).phase).toMatchObject({ name: 'step', index: 1, action: 'blink' });
  });

  test('is live with the token, the nonce of its connection and the pictures that the server kept', () => {
    const live = asked(captured('front', 7), captured('left', 20), LIVE);
    expect(live.phase).toEqual({
      name: 'live',
      proof: {
        livenessToken: 't',
        nonce: 'nonce 1',
        pictures: { front: pictureOf(7), left: pictureOf(20) },
        provenAtMs: 1600,
      },
    });
    expect(isConnected(live)).toBe(false);
    expect(after(['closed', 'hidden', 'shown', 'tick'], live).phase).toBe(live.phase);
  });

  test('ends with the code, the step it failed in, and the wait', () => {
    expect(asked(refusal('BUSY')).phase).toEqual({
      name: 'ended',
      failure: { code: 'BUSY', action: 'turn-left', retryAfterS: 3 },
    });
    expect(after(['opened', refusal('BUSY')]).phase).toMatchObject({ failure: { action: null } });
  });

  test('shows more steps than announced when the server asks for more', () => {
    const more = asked(step(1, 'blink'), step(2, 'turn-right'), step(3, 'turn-left'), step(4, 'turn-right'));
    expect(more).toMatchObject({ phase: { index: 4 }, round: { first: 0, count: 5 } });
  });

  test('asks to look straight while the front pose is captured again', () => {
    expect(livePrompt(asked(step(1, 'hold-still')).phase)).toBe('look-front');
  });

  test('shows the guidance of the last frame', () => {
    expect(asked(frame({ guidance: 'closer' })).guidance).toBe('closer');
    expect(asked(frame({ guidance: 'closer' }), frame()).guidance).toBeNull();
    expect(asked(frame({ guidance: 'closer' }), step(1, 'blink')).guidance).toBeNull();
  });

  test('starts again for another wish, and stops without one', () => {
    const wish: LiveWish = { ...LOG_IN, without: ['turn-left'] };
    const other = liveSessionReducer(asked(), { type: 'begin', wish, atMs: 3000 });
    expect(other).toMatchObject({ phase: { name: 'connecting' }, connection: 2, wish });
    expect(liveSessionReducer(other, { type: 'begin', wish: null, atMs: 3100 }).phase.name).toBe('waiting');
  });

  test('waits when the camera goes, and starts again with the next picture', () => {
    const off = after([camera(false)], asked());
    expect(off.phase.name).toBe('waiting');
    expect(after([camera(true)], off)).toMatchObject({ phase: { name: 'connecting' }, connection: 2 });
  });
});

const reviewing = (...more: Told[]): LiveSession =>
  after(
    [
      'opened',
      CHALLENGE,
      captured('front', 5),
      step(0, 'turn-left'),
      captured('left', 20),
      step(1, 'turn-right'),
      captured('right', 40),
      REVIEW,
      ...more,
    ],
    begun(SIGN_UP),
  );

describe('a review', () => {
  test('needs neither camera nor frames, and lasts while the tab is hidden', () => {
    expect(reviewing().phase).toEqual({ name: 'review', again: null });
    expect(isFilming(reviewing())).toBe(false);
    const left = reviewing(camera(false), 'hidden', 'shown');
    expect(left.phase.name).toBe('review');
    expect(isConnected(left)).toBe(true);
    expect(Object.keys(left.captured)).toEqual(['front', 'left', 'right']);
  });

  test('that is finished ends with the proof', () => {
    const finishing = reviewing(camera(false), 'finish');
    expect(finishing).toMatchObject({ phase: { name: 'finishing' }, outgoing: [{ type: 'finish' }] });
    expect(after([LIVE], finishing).phase).toMatchObject({
      name: 'live',
      proof: { pictures: { left: pictureOf(20) } },
    });
  });

  test('takes one pose again once the camera gives pictures, in a round of its own', () => {
    const waiting = reviewing(camera(false), { type: 'retake', pose: 'left', atMs: 5000 });
    expect(waiting).toMatchObject({ phase: { name: 'review', again: 'left' }, outgoing: [] });
    const again = after([camera(true)], waiting);
    expect(again).toMatchObject({
      phase: { name: 'learning' },
      round: { first: 2, count: 1 },
      outgoing: [{ type: 'retake', pose: 'left' }],
    });
    expect(Object.keys(again.captured)).toEqual(['front', 'right']);
    const taken = after([step(2, 'turn-left'), captured('left', 90), REVIEW], again);
    expect(taken.phase.name).toBe('review');
    expect(taken.captured).toEqual({ front: pictureOf(5), left: pictureOf(90), right: pictureOf(40) });
    const { outgoing } = after(['finish'], taken);
    expect(outgoing).toEqual([{ type: 'retake', pose: 'left' }, { type: 'finish' }]);
  });

  test('takes a pose again as often as the server does, and no oftener', () => {
    let session = reviewing();
    for (let index = 2; index < 2 + LIVE_MAX_RETAKES; index += 1) {
      const again = after([{ type: 'retake', pose: 'left', atMs: 5000 }], session);
      expect(again.phase.name).toBe('learning');
      session = after([step(index, 'turn-left'), captured('left', 90), REVIEW], again);
    }
    expect(after([{ type: 'retake', pose: 'left', atMs: 5000 }], session)).toBe(session);
  });

  test('that expires says so, by the word of the server or without it', () => {
    expect(reviewing(refusal('TIMED_OUT')).phase).toMatchObject(failure('REVIEW_EXPIRED'));
    const lastMs = 1700;
    expect(tick(reviewing(), lastMs + 120_000).phase.name).toBe('review');
    expect(tick(reviewing(), lastMs + 120_000 + SILENCE_DEADLINE_MS).phase).toMatchObject(failure('REVIEW_EXPIRED'));
  });

  test('whose connection drops is lost, and nothing is captured again without being asked', () => {
    expect(reviewing('closed').phase).toMatchObject(failure('REVIEW_LOST'));
    expect(reviewing('finish', 'closed').phase).toMatchObject(failure('REVIEW_LOST'));
    const finishing = reviewing('finish');
    expect(tick(finishing, 1800 + SILENCE_DEADLINE_MS).phase).toMatchObject(failure('REVIEW_LOST'));
  });

  test('is not moved by answers to frames that were on their way', () => {
    const { deadlineMs } = reviewing();
    expect(reviewing(frame({ guidance: 'no-face' }), { type: 'ack', credit: 1 })).toMatchObject({
      deadlineMs,
      guidance: null,
    });
  });
});

describe('a connection', () => {
  test('that never opens is unreachable at once', () => {
    expect(after(['closed']).phase).toMatchObject(failure('UNREACHABLE'));
  });

  test('that drops is opened again once, from the start and with another nonce', () => {
    const again = after(
      ['opened', CHALLENGE, captured('front', 3), step(0, 'blink'), 'closed'],
      begun({ ...SIGN_UP, without: ['look-up'] }),
    );
    expect(again).toMatchObject({ phase: { name: 'connecting' }, connection: 2, captured: {}, nonce: null });
    expect(again.wish?.without).toEqual(['look-up']);
    expect(after(['opened'], again).nonce).toBe('nonce 2');
    expect(after(['closed'], again).phase).toMatchObject(failure('CONNECTION_LOST'));
  });

  test('that is silent for too long counts as dropped', () => {
    expect(tick(begun(), 900 + CONNECT_DEADLINE_MS - 1).phase.name).toBe('connecting');
    expect(tick(begun(), 900 + CONNECT_DEADLINE_MS).phase).toMatchObject(failure('UNREACHABLE'));
    const opened = after(['opened', CHALLENGE]);
    const lastMs = 1100;
    expect(tick(opened, lastMs + SILENCE_DEADLINE_MS - 1)).toBe(opened);
    expect(tick(opened, lastMs + SILENCE_DEADLINE_MS).connection).toBe(2);
  });

  test('that names a frame which the page does not have is of no use', () => {
    const { connection } = begun();
    const named = { message: captured('front', 1), picture: null, connection, atMs: 1200 };
    const dropped = liveSessionReducer(after(['opened', CHALLENGE]), { type: 'message', ...named });
    expect(dropped).toMatchObject({ phase: { name: 'connecting' }, retried: true });
  });

  test('whose access token has expired is opened again once with a fresh one', () => {
    const renewed = after(['opened', refusal('TOKEN_EXPIRED')]);
    expect(renewed).toMatchObject({ phase: { name: 'connecting' }, connection: 2, renewed: true, retried: false });
    expect(after(['opened', refusal('TOKEN_EXPIRED')], renewed).phase).toMatchObject(failure('TOKEN_EXPIRED'));
    expect(asked(refusal('TOKEN_EXPIRED')).phase).toMatchObject(failure('TOKEN_EXPIRED'));
  });

  test('of before changes nothing', () => {
    const again = after(['opened', 'closed']);
    const late = { message: CHALLENGE, connection: 1, atMs: 5000 };
    expect(liveSessionReducer(again, { type: 'message', ...late })).toBe(again);
    expect(liveSessionReducer(again, { type: 'closed', connection: 1, atMs: 5000 })).toBe(again);
  });

  test('is given up while the tab is hidden, and a new session begins with it', () => {
    const hidden = asked('hidden');
    expect(hidden.phase.name).toBe('waiting');
    expect(isConnected(hidden)).toBe(false);
    const shown = after(['shown'], hidden);
    expect(shown).toMatchObject({ phase: { name: 'connecting' }, connection: 2, retried: false });
  });
});
