import { describe, expect, it } from 'vitest';
import { judge } from './liveness-judge.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { startLiveness } from './liveness-state.js';
import {
  doing,
  failureOf,
  guidanceOf,
  madeUpFrame,
  obeying,
  planOf,
  play,
  type Look,
  type Visitor,
} from './sessions.test-support.js';

/** Obeys, and shows something else for a while after a step was told. */
const except =
  (during: readonly [fromMs: number, toMs: number], what: Visitor): Visitor =>
  (atMs, told) =>
    atMs >= during[0] && atMs < during[1] ? what(atMs, told) : obeying(atMs, told);

const noSway = (atMs: number): number => -Math.sin(atMs / 970) - Math.sin(atMs / 391);
/** A turn as it was filmed: the same degrees at the same times, whenever it is asked for. */
const filmed: Visitor = (atMs, told) => {
  if (told?.action !== 'turn-left') return obeying(atMs, told);
  return { yaw: doing(told, atMs, 37).yaw ?? 0 };
};
const growing: Visitor = (atMs, told) => ({ ...(filmed(atMs, told) as Look), size: 1 + atMs / 50_000 });
const swaying: Visitor = (atMs) => ({ x: 30 * Math.sin((atMs * Math.PI) / 1000) + noSway(atMs) });

const far: Visitor = (atMs, told) => (told ? doing(told, atMs, 55) : {});
const slowly: Visitor = (atMs, told) => (told ? doing(told, (told.atMs + atMs) / 2) : {});

describe('one camera, one head, one time', () => {
  it.each<[string, Visitor]>([
    ['FACE_CHANGED', () => ({ person: 1 })],
    ['SECOND_FACE', () => 'two-faces'],
    ['FRAME_GAP', () => 'nothing'],
    ['FROZEN', () => 'same-frame'],
  ])('%s ends the session without a doubt', (code, what) => {
    const played = play(['turn-left', 'turn-right'], except([1200, 6000], what));
    expect(failureOf(played)).toBe(code);
    expect(played.state.doubts).toHaveLength(0);
  });

  it.each<[string, Look]>([
    ['place', { x: 150 }],
    ['size', { size: 1.6 }],
    ['direction', { yaw: -39 }],
  ])('skips one frame with another %s', (_name, elsewhere) => {
    const slip: Visitor = (atMs, told) => (atMs === 1500 ? elsewhere : obeying(atMs, told));
    const played = play(['turn-left', 'turn-right'], slip);
    expect(failureOf(played)).toBe('live');
    expect(played.state.doubts).toHaveLength(0);
    expect(guidanceOf(played)).toContain('hold-still');
  });

  it('says that less is enough while a head is turned too far, and judges it on its way back', () => {
    const played = play(['turn-left'], far, { intervalMs: 70 });
    expect(guidanceOf(played)).toContain('less');
    expect(failureOf(played)).toBe('live');
  });

  it('ends with the bytes of an earlier frame', () => {
    const { state, atMs } = play(['blink'], () => ({}), { untilMs: 1500 });
    const measure = { ...madeUpFrame(atMs, {}), sha256: 'frame at 500' };
    expect(judge(state, { type: 'frame', measure }, LIVENESS_LIMITS).effects).toMatchObject([
      { type: 'failed', failure: { code: 'REPEATED_FRAME' } },
    ]);
  });

  it('ends when nothing moves at all', () => {
    let state = startLiveness(planOf(['blink']), 0, LIVENESS_LIMITS);
    for (let atMs = 0; atMs < 6000; atMs += 100) {
      const measure = { ...madeUpFrame(0, {}), arrivedAtMs: atMs, sha256: `${atMs}` };
      ({ state } = judge(state, { type: 'frame', measure }, LIVENESS_LIMITS));
    }
    expect(state.phase).toMatchObject({ name: 'failed', failure: { code: 'STILL_PICTURE' } });
  });

  it('ends when a film is played again, though its frames differ a little', () => {
    expect(failureOf(play(['turn-left', 'blink', 'turn-left'], filmed))).toBe('REPEATED_MOTION');
    expect(failureOf(play(['turn-left', 'blink', 'turn-left'], growing))).toBe('live');
  });

  it('does not take a face that moves to and fro in the picture for a film', () => {
    expect(failureOf(play(['blink'], swaying))).toBe('NO_BLINK');
  });

  it.each([
    [350, 'live'],
    [420, 'TOO_FEW_FRAMES'],
  ])('one frame every %i ms: %s', (intervalMs, outcome) => {
    expect(failureOf(play(['turn-left'], slowly, { intervalMs }))).toBe(outcome);
  });

  it('ends with the session, whatever was done', () => {
    const limits = { ...LIVENESS_LIMITS, sessionMs: 3000 };
    expect(failureOf(play(['turn-left', 'turn-right'], obeying, { limits }))).toBe('SESSION_EXPIRED');
  });

  it('is over once it is over', () => {
    const { state, atMs } = play(['turn-left'], obeying);
    expect(judge(state, { type: 'tick', atMs: atMs + 90_000 }, LIVENESS_LIMITS)).toEqual({ state, effects: [] });
  });
});
