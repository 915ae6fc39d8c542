import { describe, expect, it } from 'vitest';
import { judge } from './liveness-judge.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import {
  doing,
  failureOf,
  madeUpFrame,
  obeying,
  play,
  type Look,
  type Played,
  type Told,
  type Visitor,
} from './sessions.test-support.js';

const toldIn = ({ told }: Played): string[] => told.map(({ action }) => action);

/** Obeys, and shows something else the first `times` times for a while after a step was told. */
function atFirst(times: number, [fromMs, toMs]: readonly [number, number], what: Visitor): Visitor {
  const steps: Told[] = [];
  return (atMs, told) => {
    if (told && steps.at(-1) !== told) steps.push(told);
    const passedMs = told ? atMs - told.atMs : -1;
    return steps.length <= times && passedMs >= fromMs && passedMs < toMs ? what(atMs, told) : obeying(atMs, told);
  };
}

const contrary: Visitor = (atMs, told) => (told ? doing({ ...told, action: 'look-down' }, atMs) : {});
const lost: Visitor = () => 'no-face';
const still: Visitor = () => ({});
/** Obeys, and looks aside after it, too dark for a rest to be learned there. */
const aside: Visitor = (atMs, told) =>
  told && atMs - told.atMs >= (told.action === 'blink' ? 700 : 1500)
    ? { yaw: 9, brightness: 0.1 }
    : obeying(atMs, told);
/** Every 300 ms in another place, more than a face away. */
const cutting: Visitor = (atMs) => ({ x: Math.floor(atMs / 300) % 2 === 0 ? -150 : 150 });
/** A nod of which each frame comes twice. */
const held: Visitor = (atMs) => ({ pitch: [0, 6, 12, 6].at(Math.floor(atMs / 200) % 4)! });
/** A turn of which every other frame comes too early. */
const reordered: Visitor = (atMs) => ({ yaw: [0, 22, 1, 24, 2, 26, 3, 28].at((atMs / 100) % 8)! });
const relitBy =
  (relit: number): Visitor =>
  (atMs, told) => ({ ...(obeying(atMs, told) as Look), relit });

/** One movement every three seconds, whatever is asked for. */
const film =
  (movements: readonly ('turn-left' | 'turn-right' | 'look-down')[]): Visitor =>
  (atMs) => {
    const index = Math.floor(atMs / 3000);
    const action = movements.at(index % movements.length)!;
    return doing({ action, atMs: index * 3000 + 1000 }, atMs);
  };

const DOUBTS: readonly [string, Visitor, readonly [number, number]][] = [
  ['WRONG_ACTION', contrary, [0, 1500]],
  ['NO_MOTION', still, [0, 9000]],
  ['FACE_LOST', lost, [500, 3000]],
  ['JUMP', cutting, [300, 4000]],
  ['FRAMES_HELD', held, [200, 1100]],
  ['FRAMES_REORDERED', reordered, [200, 4000]],
];

describe('a doubt', () => {
  it.each(DOUBTS)('%s asks for one more movement, then for the interrupted step again', (_code, what, during) => {
    const played = play(['turn-left'], atFirst(1, during, what));
    expect(toldIn(played)).toEqual(['turn-left', 'look-up', 'turn-left']);
    expect(played.state.doubts).toHaveLength(1);
    expect(failureOf(played)).toBe('live');
  });

  it.each(DOUBTS)('%s ends the session when it comes again', (code, what, during) => {
    const played = play(['turn-left'], atFirst(9, during, what));
    const isClear = ['WRONG_ACTION', 'JUMP', 'FRAMES_HELD', 'FRAMES_REORDERED'].includes(code);
    expect(toldIn(played)).toEqual(['turn-left', 'look-up', ...(isClear ? [] : ['turn-left'])]);
    expect(failureOf(played)).toBe(code);
  });

  it('NO_RETURN asks for one more movement, and not for the step that was seen', () => {
    const played = play(['blink', 'turn-right'], atFirst(1, [0, 5800], aside));
    expect(toldIn(played)).toEqual(['blink', 'look-up', 'turn-right']);
    expect(failureOf(played)).toBe('live');
  });

  it('NO_RETURN ends the session the third time', () => {
    const played = play(['blink'], atFirst(9, [0, 5800], aside));
    expect(toldIn(played)).toEqual(['blink', 'look-up', 'turn-left']);
    expect(failureOf(played)).toBe('NO_RETURN');
  });

  it('about the size of the picture asks for one more movement, the next one ends the session', () => {
    let { state, atMs } = play(['blink'], still, { untilMs: 1500 });
    const doubts: number[] = [];
    for (let frame = 0; state.phase.name !== 'failed' && frame < 60; frame++, atMs += 100) {
      const width = state.phase.name === 'learning' || frame % 2 === 0 ? 640 : 800;
      ({ state } = judge(state, { type: 'frame', measure: { ...madeUpFrame(atMs, {}), width } }, LIVENESS_LIMITS));
      doubts.push(state.doubts.length);
    }
    expect(new Set(doubts)).toEqual(new Set([0, 1]));
    expect(state.phase).toMatchObject({ name: 'failed', failure: { code: 'JUMP' } });
  });

  it('ends the session when the plan has no spare movement', () => {
    const played = play(['turn-left'], atFirst(1, [0, 1500], contrary), { plan: { spares: [] } });
    expect(failureOf(played)).toBe('WRONG_ACTION');
    expect(toldIn(played)).toEqual(['turn-left']);
  });

  it('is none when the blink does not come: the session ends', () => {
    const played = play(['blink', 'turn-left'], still);
    expect(failureOf(played)).toBe('NO_BLINK');
    expect(played.state.doubts).toHaveLength(0);
  });

  it('learns the rest again, of the same person', () => {
    const swapped = atFirst(1, [500, 3000], lost);
    let gone = false;
    const played = play(['turn-left'], (atMs, told) => {
      const shown = swapped(atMs, told);
      gone ||= shown === 'no-face';
      return typeof shown === 'object' ? { ...shown, person: gone ? 1 : 0 } : shown;
    });
    expect(failureOf(played)).toBe('FACE_CHANGED');
    expect(toldIn(played)).toEqual(['turn-left']);
  });

  it('leaves no frame of the interrupted movement as the kept one', () => {
    const plan = { captures: ['front', 'left'] as const };
    const played = play(['turn-left'], atFirst(1, [800, 3500], lost), { plan });
    const first = played.told.at(0)!.atMs;
    const captured = played.effects.flatMap((effect) =>
      effect.type === 'captured' && effect.pose === 'left' ? [Number(effect.sha256.split(' ').at(-1))] : [],
    );
    expect(captured).toHaveLength(1);
    expect(captured[0]).toBeGreaterThan(first + 3500);
    expect(failureOf(played)).toBe('live');
  });
});

describe('a picture that is moved like a head', () => {
  it('ends the session at once when light and shade do not move over it', () => {
    const played = play(['turn-left', 'blink', 'turn-right'], relitBy(0));
    expect(failureOf(played)).toBe('MOVED_PICTURE');
    expect(played.state.doubts).toHaveLength(0);
    expect(toldIn(played)).toEqual(['turn-left', 'blink', 'turn-right']);
  });

  it('is asked for two more movements when they move a little, and ends the session then', () => {
    const played = play(['turn-left', 'turn-right'], relitBy(0.3));
    expect(toldIn(played)).toEqual(['turn-left', 'turn-right', 'look-up', 'turn-left']);
    expect(failureOf(played)).toBe('MOVED_PICTURE');
  });

  it('is a head after all when more movements show it', () => {
    const played = play(['turn-left', 'turn-right'], (atMs, told) => ({
      ...(obeying(atMs, told) as Look),
      relit: told?.action === 'look-up' ? 1 : 0.36,
    }));
    expect(toldIn(played)).toEqual(['turn-left', 'turn-right', 'look-up']);
    expect(failureOf(played)).toBe('live');
  });
});

describe('a film that is played regardless', () => {
  it.each([[['turn-right', 'look-down'] as const], [['look-down', 'turn-right', 'turn-right'] as const]])(
    'ends after a doubt when it shows %j',
    (movements) => {
      const played = play(['turn-left', 'blink'], film(movements));
      expect(played.state.doubts.length).toBeGreaterThan(0);
      expect(['WRONG_ACTION', 'NO_MOTION']).toContain(failureOf(played));
    },
  );
});
