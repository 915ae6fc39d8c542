import type { LiveFrame, LiveMessage, LivenessAction } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import {
  CONNECT_DEADLINE_MS,
  isConnected,
  LIVE_SESSION_WAITING,
  liveSessionReducer,
  SILENCE_DEADLINE_MS,
  type LiveEvent,
  type LiveSession,
} from './live-session.js';
import { livePrompt } from './prompt.js';

const CHALLENGE: LiveMessage = { type: 'challenge', sessionId: 's', steps: 3, expiresInMs: 60_000 };
const step = (index: number, action: LivenessAction): LiveMessage => ({
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

/** One event a tenth of a second, on the connection that is open. */
function after(events: readonly (LiveMessage | LiveEvent['type'])[], from: LiveSession = begun()): LiveSession {
  let session = from;
  for (const [index, event] of events.entries()) {
    const atMs = 1000 + index * 100;
    const { connection } = session;
    if (typeof event !== 'string') {
      session = liveSessionReducer(session, { type: 'message', message: event, connection, atMs });
    } else if (event === 'opened' || event === 'closed') {
      session = liveSessionReducer(session, { type: event, connection, atMs });
    } else if (event === 'hidden' || event === 'shown' || event === 'tick') {
      session = liveSessionReducer(session, { type: event, atMs });
    }
  }
  return session;
}

const begun = (without: LivenessAction[] = []): LiveSession =>
  liveSessionReducer(LIVE_SESSION_WAITING, { type: 'begin', without, atMs: 900 });
const tick = (session: LiveSession, atMs: number): LiveSession => liveSessionReducer(session, { type: 'tick', atMs });
const asked = (...more: (LiveMessage | LiveEvent['type'])[]): LiveSession =>
  after(['opened', CHALLENGE, frame(), step(0, 'turn-left'), ...more]);

describe('a live session', () => {
  test('waits without a connection until it begins', () => {
    expect(isConnected(LIVE_SESSION_WAITING)).toBe(false);
    expect(begun()).toMatchObject({ phase: { name: 'connecting' }, connection: 1 });
  });

  test('learns the rest once challenged, then shows one step after the other', () => {
    const learning = after(['opened', CHALLENGE]);
    expect(learning).toMatchObject({ phase: { name: 'learning' }, steps: 3 });
    expect(livePrompt(learning.phase)).toBe('look-front');
    expect(asked().phase).toMatchObject({ name: 'step', index: 0, action: 'turn-left', progress: 0 });
    expect(asked(step(1, 'blink')).phase).toMatchObject({ name: 'step', index: 1, action: 'blink' });
  });

  test('is live with the token', () => {
    const live = asked({ type: 'result', live: true, livenessToken: 't' });
    expect(live.phase).toEqual({ name: 'live', livenessToken: 't' });
    expect(isConnected(live)).toBe(false);
    expect(after(['closed', 'hidden', 'shown', 'tick'], live)).toEqual(live);
  });

  test('ends with the code, the step it failed in, and the wait', () => {
    const result: LiveMessage = { type: 'result', live: false, code: 'BUSY', detail: '', retryAfterSeconds: 3 };
    expect(asked(result).phase).toEqual({
      name: 'ended',
      failure: { code: 'BUSY', action: 'turn-left', retryAfterS: 3 },
    });
    expect(after(['opened', result]).phase).toMatchObject({ failure: { action: null } });
  });

  test.each([
    ['turn-left', { yaw: 11 }],
    ['turn-right', { yaw: -7 }],
    ['look-up', { pitch: 19 }],
    ['look-down', { pitch: 1 }],
  ] as const)('%s fills its part with the degrees from rest, and does not empty it again', (action, there) => {
    const turned = after(['opened', CHALLENGE, frame(), step(0, action), frame(there)]);
    expect(turned.phase).toMatchObject({ progress: 0.6 });
    expect(after([frame()], turned).phase).toMatchObject({ progress: 0.6 });
    expect(after([frame({ yaw: 90, pitch: 90 }), frame({ yaw: -90, pitch: -90 })], turned).phase).toMatchObject({
      progress: 0.9,
      wayBack: false,
    });
  });

  test('asks to look straight again once the movement was seen, and not to turn once more', () => {
    const back = asked(frame({ yaw: 20, guidance: 'look-back' }), frame());
    expect(back.phase).toMatchObject({ progress: 1, wayBack: true });
    expect(livePrompt(back.phase)).toBe('look-front');
    const further = after([frame({ guidance: 'turn-further' })], back);
    expect(livePrompt(further.phase)).toBe('turn-left');
  });

  test('shows the guidance of the last frame', () => {
    expect(asked(frame({ guidance: 'closer' })).guidance).toBe('closer');
    expect(asked(frame({ guidance: 'closer' }), frame()).guidance).toBeNull();
    expect(asked(frame({ guidance: 'closer' }), step(1, 'blink')).guidance).toBeNull();
  });
});

describe('a connection', () => {
  test('that never opens is unreachable at once', () => {
    expect(after(['closed']).phase).toMatchObject({ failure: { code: 'UNREACHABLE' } });
  });

  test('that drops is made anew once, from the start', () => {
    const again = after(['opened', CHALLENGE, step(0, 'blink'), 'closed'], begun(['look-up']));
    expect(again).toMatchObject({ phase: { name: 'connecting' }, connection: 2, steps: 0, retried: true });
    expect(again.without).toEqual(['look-up']);
    expect(after(['closed'], again).phase).toMatchObject({ failure: { code: 'CONNECTION_LOST' } });
  });

  test('that is silent for too long counts as dropped', () => {
    const { connection } = begun();
    expect(tick(begun(), 900 + CONNECT_DEADLINE_MS - 1).phase.name).toBe('connecting');
    expect(tick(begun(), 900 + CONNECT_DEADLINE_MS).phase).toMatchObject({ failure: { code: 'UNREACHABLE' } });
    const opened = after(['opened', CHALLENGE]);
    const lastMs = 1100;
    expect(tick(opened, lastMs + SILENCE_DEADLINE_MS - 1)).toBe(opened);
    expect(tick(opened, lastMs + SILENCE_DEADLINE_MS).connection).toBe(connection + 1);
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

  test('is another one for another wish', () => {
    const other = liveSessionReducer(asked(), { type: 'begin', without: ['turn-left'], atMs: 3000 });
    expect(other).toMatchObject({ phase: { name: 'connecting' }, connection: 2, without: ['turn-left'] });
  });
});
