import { describe, expect, it } from 'vitest';
import { cosineSimilarity } from '../compare/compare.js';
import { LIVENESS_ACTIONS } from './challenge.js';
import { judge } from './liveness-judge.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { startLiveness, wantsEmbedding, type LivenessGuidance } from './liveness-state.js';
import {
  doing,
  failureOf,
  guidanceOf,
  madeUpFace,
  madeUpFrame,
  obeying,
  planOf,
  play,
  type Look,
  type Visitor,
} from './sessions.test-support.js';

const sitting: Visitor = (atMs, told) => {
  const look = obeying(atMs, told) as Look;
  return {
    ...look,
    yaw: (look.yaw ?? 0) + 9,
    pitch: (look.pitch ?? 0) - 14,
    eyes: (look.eyes ?? 0.9) > 0.5 ? 0.55 : 0.15,
  };
};
const late: Visitor = (atMs, told) => (told ? doing({ ...told, atMs: told.atMs + 2000 }, atMs) : {});
const hiccups: Visitor = (atMs, told) => {
  if (atMs % 1900 === 0) return 'same-frame';
  return atMs % 1300 === 0 ? 'nothing' : obeying(atMs, told);
};
const coming: Visitor = (atMs, told) => {
  if (atMs < 800 || (atMs > 1000 && atMs < 2500)) return 'no-face';
  return atMs < 2700 ? { x: 200 } : obeying(atMs, told);
};
const ahead: Visitor = (atMs, told) => (told ? doing({ ...told, atMs: told.atMs - 700 }, atMs) : {});
const blinking: Visitor = (atMs, told) => ({ eyes: told && atMs - told.atMs < 300 ? 0.1 : 0.9 });
const contrary: Visitor = (atMs, told) => (told ? doing({ ...told, action: 'turn-right' }, atMs) : {});
const nodding: Visitor = (atMs, told) => {
  const look = told ? doing(told, atMs) : {};
  return { ...look, pitch: (look.yaw ?? 0) * 0.6 };
};
const stuck: Visitor = (atMs, told) => {
  const look = obeying(atMs, told) as Look;
  return told && atMs - told.atMs > 900 ? { yaw: 28 } : look;
};
/** Stays aside where no rest can be learned. */
const away: Visitor = (atMs, told) =>
  told && atMs - told.atMs > 700 ? { yaw: 9, brightness: 0.1 } : obeying(atMs, told);
const afterwards = (atMs: number, told: Parameters<Visitor>[1]): Look =>
  told ? { yaw: 9 + ((obeying(atMs, told) as Look).yaw ?? 0) } : {};
const moved: Visitor = (atMs, told) => (told && atMs - told.atMs > 700 ? { yaw: 9 } : obeying(atMs, told));
const closedFor =
  (ms: number): Visitor =>
  (atMs, told) => {
    const passedMs = told ? atMs - told.atMs - 400 : -1;
    return { eyes: passedMs >= 0 && passedMs < ms ? 0.1 : 0.9 };
  };
const bent: Visitor = (atMs, told) => ({
  ...(closedFor(300)(atMs, told) as Look),
  pitch: told && atMs - told.atMs > 300 ? -13 : 0,
});
const tilted: Visitor = (atMs, told) => ({ ...(obeying(atMs, told) as Look), flat: true });
const flashed: Visitor = (atMs, told) => ({ yaw: told && atMs - told.atMs === 500 ? 14 : 0, flat: true });
const blind = (atMs: number) => {
  const { embedding: _, ...face } = madeUpFace({}, atMs);
  return { ...madeUpFrame(atMs, {}), face };
};

describe('a person who does what is asked', () => {
  it.each(LIVENESS_ACTIONS)('is live after %s', (action) => {
    expect(failureOf(play([action], obeying))).toBe('live');
  });

  it.each([70, 125, 180])('is live after four steps, one frame every %i ms', (intervalMs) => {
    const played = play(['turn-left', 'blink', 'look-up', 'turn-right'], obeying, { intervalMs });
    expect(failureOf(played)).toBe('live');
    expect(played.told.map(({ action }) => action)).toEqual(['turn-left', 'blink', 'look-up', 'turn-right']);
  });

  it('is told one step at a time, each after the one before was seen and the head was back', () => {
    const { effects, told } = play(['turn-left', 'turn-right'], obeying);
    expect(effects.filter(({ type }) => type !== 'guidance').map(({ type }) => type)).toEqual(['step', 'step', 'live']);
    const [first, second] = told.map(({ atMs }) => atMs);
    // The made-up turn begins 400 ms after it was told and takes 1000 ms.
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(1200);
  });

  it('ends with the fused vector of the frames that were judged', () => {
    const { state } = play(['turn-left'], obeying);
    const evidence = state.phase.name === 'live' ? state.phase.evidence : undefined;
    expect(cosineSimilarity(evidence!.embedding, madeUpFace({}).embedding!)).toBeCloseTo(1, 5);
    expect(evidence).toMatchObject({ agreement: expect.closeTo(1, 5), captured: [] });
    expect(evidence!.frames).toBeGreaterThanOrEqual(5);
    expect(new Set(evidence!.sha256s).size).toBe(evidence!.sha256s.length);
  });

  it('may sit low, look up a little and have narrow eyes', () => {
    expect(failureOf(play(['blink', 'turn-right', 'look-down'], sitting))).toBe('live');
  });

  it('may take two seconds to begin', () => {
    expect(failureOf(play(['blink', 'turn-left'], late))).toBe('live');
  });

  it('may lose a frame, come late and have one come twice', () => {
    expect(failureOf(play(['turn-left', 'turn-right'], hiccups))).toBe('live');
  });
});

describe('while the rest is learned', () => {
  it.each<[LivenessGuidance, Visitor]>([
    ['no-face', () => 'no-face'],
    ['several-faces', () => 'two-faces'],
    ['look-straight', () => ({ yaw: 30 })],
    ['closer', () => ({ size: 0.4 })],
    ['too-dark', () => ({ brightness: 0.1 })],
    ['too-bright', () => ({ brightness: 0.9 })],
    ['open-eyes', () => ({ eyes: 0.2 })],
    ['hold-still', (atMs) => ({ yaw: (atMs / 100) % 2 === 0 ? 8 : -8 })],
  ])('says %s', (guidance, visitor) => {
    const played = play(['blink'], visitor, { untilMs: 1400 });
    expect(guidanceOf(played)).toContain(guidance);
    expect(played.told).toEqual([]);
  });

  it('ends without a face, and without a rest', () => {
    expect(failureOf(play(['blink'], () => 'no-face'))).toBe('NO_FACE');
    expect(failureOf(play(['blink'], (atMs) => ({ yaw: atMs % 300 === 0 ? 9 : 0, size: 1 + atMs / 50_000 })))).toBe(
      'NO_REST',
    );
  });

  it('lets a person come, go, and jump', () => {
    expect(failureOf(play(['turn-left'], coming))).toBe('live');
  });
});

describe('an action', () => {
  it('blink that does not come ends the session at its own deadline', () => {
    const played = play(['blink'], () => ({}));
    expect(failureOf(played)).toBe('NO_BLINK');
    expect(played.atMs).toBeGreaterThan(LIVENESS_LIMITS.stepDeadlineMs);
    expect(played.atMs).toBeLessThan(1500 + LIVENESS_LIMITS.blinkDeadlineMs);
  });

  it.each(['turn-left', 'look-down'] as const)('%s that does not come ends the session after two doubts', (action) => {
    const played = play([action], () => ({}));
    expect(failureOf(played)).toBe('NO_MOTION');
    expect(played.told.map((told) => told.action)).toEqual([action, 'look-up', 'turn-left']);
    expect(played.atMs).toBeLessThan(3 * (1500 + LIVENESS_LIMITS.stepDeadlineMs));
  });

  it('that was under way before it was told does not count', () => {
    const played = play(['turn-left'], ahead);
    expect(failureOf(played)).toBe('NO_MOTION');
    expect(guidanceOf(played)).toContain('look-straight');
    expect(failureOf(play(['blink'], blinking))).toBe('NO_BLINK');
  });

  it.each([
    [11, 'NO_MOTION'],
    [18, 'live'],
  ])('turn of %i°: %s', (furthest, outcome) => {
    const turning: Visitor = (atMs, told) => (told ? doing(told, atMs, furthest) : {});
    expect(failureOf(play(['turn-right'], turning))).toBe(outcome);
  });

  it('that is another than asked ends the session', () => {
    expect(failureOf(play(['turn-left'], contrary))).toBe('WRONG_ACTION');
    expect(failureOf(play(['look-up'], contrary))).toBe('WRONG_ACTION');
    expect(failureOf(play(['blink'], contrary))).toBe('WRONG_ACTION');
  });

  it('turn with a nod is a turn still', () => {
    expect(failureOf(play(['turn-left'], nodding))).toBe('live');
  });

  it('without a way back leaves a doubt, and the session ends when the face stays away', () => {
    for (const played of [play(['turn-left'], stuck), play(['blink'], away)]) {
      expect(played.state.doubts).toHaveLength(1);
      expect(played.told).toHaveLength(1);
      expect(failureOf(played)).toBe('NO_REST');
    }
  });

  it('may end in another place than the rest, when the face is still there and looks ahead', () => {
    const played = play(['blink', 'turn-left'], (atMs, told) =>
      told?.action === 'blink' ? moved(atMs, told) : { ...(obeying(atMs, told) as Look), ...afterwards(atMs, told) },
    );
    expect(failureOf(played)).toBe('live');
    expect(played.state.doubts).toHaveLength(0);
  });
});

describe('a blink', () => {
  it.each([
    [20, 100, 'live'],
    [20, 20, 'NO_BLINK'],
    [100, 100, 'live'],
    [100, 800, 'live'],
    [100, 1100, 'NO_BLINK'],
  ])('one frame every %i ms, closed for %i ms: %s', (intervalMs, closedMs, outcome) => {
    const limits = { ...LIVENESS_LIMITS, blinkDeadlineMs: 4000 };
    expect(failureOf(play(['blink'], closedFor(closedMs), { intervalMs, limits }))).toBe(outcome);
  });

  it('with the head bent is looking down', () => {
    expect(failureOf(play(['blink'], bent))).toBe('NO_BLINK');
  });
});

describe('a flat picture', () => {
  it('that seems to turn fails', () => {
    expect(failureOf(play(['turn-left'], tilted))).toBe('FLAT_PICTURE');
    expect(failureOf(play(['look-up'], tilted))).toBe('FLAT_PICTURE');
  });

  it('for one frame alone is no turn', () => {
    expect(failureOf(play(['turn-left'], flashed))).toBe('NO_MOTION');
  });
});

describe('the vector', () => {
  it('is wanted for the rest, after each action, and now and then', () => {
    const limits = LIVENESS_LIMITS;
    const before = startLiveness(planOf(['turn-left']), 0, limits);
    expect(wantsEmbedding(before, 0.99, limits)).toBe(true);
    const asked = play(['turn-left'], () => ({}), { untilMs: 1000 }).state;
    expect(asked.phase.name).toBe('step');
    expect(wantsEmbedding(asked, 0.99, limits)).toBe(false);
    expect(wantsEmbedding(asked, 0.01, limits)).toBe(true);
    const returning = play(['blink'], away, { untilMs: 2600 }).state;
    expect(returning.phase.name).toBe('returning');
    expect(wantsEmbedding(returning, 0.99, limits)).toBe(true);
  });

  it('is awaited: without one no rest is learned and no action ends', () => {
    let state = startLiveness(planOf(['blink']), 0, LIVENESS_LIMITS);
    for (let atMs = 0; atMs < 3000; atMs += 100) {
      ({ state } = judge(state, { type: 'frame', measure: blind(atMs) }, LIVENESS_LIMITS));
    }
    expect(state.phase.name).toBe('learning');
  });
});
