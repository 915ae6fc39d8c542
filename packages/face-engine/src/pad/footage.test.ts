import { readFile } from 'node:fs/promises';
import { clipFrames } from '@facegate/test-footage';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, type LoadedEngine } from '../engines.js';
import type { FrameFacts } from './frame-measure.js';
import { judge } from './liveness-judge.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { startLiveness, type LivenessPlan, type LivenessState } from './liveness-state.js';
import { measureFrame } from './measure-frame.js';

const FPS = 10;

type Stretch = readonly [fromSeconds: number, toSeconds: number];

/** One turn of 15° to person A's own right, and the beginning of one to his left. */
const ONE_TURN: readonly Stretch[] = [[18.4, 21.2]];

/** He looks ahead, turns right, and looks up; between the movements stretches in which he sits still. */
const TURN_AND_LOOK: readonly Stretch[] = [
  [18, 20.7],
  [15, 15.8],
  [23.8, 25.5],
  [12, 12.8],
];

/** He looks ahead, turns right and left, looks up, and blinks. */
const FOUR_STEPS: readonly Stretch[] = [
  [9, 9.8],
  [18.9, 20.7],
  [15, 15.4],
  [20.7, 22],
  [13, 13.5],
  [23.8, 25.5],
  [12, 12.4],
  [25.5, 26.4],
];

interface Session {
  state: LivenessState;
  told: string[];
}

function sessionOf(plan: Pick<LivenessPlan, 'challenge' | 'spares'>, film: readonly FrameFacts[]): Session {
  let state = startLiveness({ ...plan, captures: [], review: false }, 0, LIVENESS_LIMITS);
  const told: string[] = [];
  for (const [i, facts] of film.entries()) {
    const measure = { ...facts, arrivedAtMs: (i * 1000) / FPS };
    const judged = judge(state, { type: 'frame', measure }, LIVENESS_LIMITS);
    ({ state } = judged);
    told.push(...judged.effects.flatMap((effect) => (effect.type === 'step' ? [effect.action] : [])));
  }
  return { state, told };
}

describe('footage of a real person in soft light', () => {
  let engine: LoadedEngine;

  const filmOf = async (stretches: readonly Stretch[]): Promise<FrameFacts[]> => {
    const film: FrameFacts[] = [];
    for (const [from, to] of stretches) {
      for (const path of await clipFrames('a-turns', from, to, { fps: FPS })) {
        film.push(await measureFrame(engine.pipeline, await readFile(path), { embed: 'largest' }));
      }
    }
    return film;
  };

  beforeAll(async () => {
    engine = await loadEngine({ engine: 'sface' });
  });

  it('with four steps is live', async () => {
    const challenge = ['turn-right', 'turn-left', 'look-up', 'blink'] as const;
    const { state, told } = sessionOf({ challenge, spares: ['look-down'] }, await filmOf(FOUR_STEPS));
    expect(told).toEqual(challenge);
    expect(state.phase.name).toBe('live');
    expect(state.doubts).toHaveLength(0);
  });

  it('with one turn leaves a doubt, and is live once he looked up, too', async () => {
    const plan = { challenge: ['turn-right'], spares: ['look-up', 'look-down'] } as const;
    const { state, told } = sessionOf(plan, await filmOf(TURN_AND_LOOK));
    expect(told).toEqual(['turn-right', 'look-up']);
    expect(state.phase.name).toBe('live');
    expect(state.doubts).toHaveLength(1);
  });

  describe('with one turn alone', () => {
    let film: FrameFacts[];

    beforeAll(async () => {
      film = await filmOf(ONE_TURN);
    });

    it('answers the step, and waits for one more movement', () => {
      const { state, told } = sessionOf({ challenge: ['turn-right'], spares: ['look-up', 'look-down'] }, film);
      expect(told).toEqual(['turn-right']);
      expect(state.doubts).toHaveLength(1);
      expect(state.head.movements).toHaveLength(1);
      expect(state.phase).toMatchObject({ name: 'learning', next: 1 });
      expect(state.steps).toEqual(['turn-right', 'look-up']);
    });

    it.each(['turn-left', 'look-up', 'look-down', 'blink'] as const)('does not answer %s', (action) => {
      const { state, told } = sessionOf({ challenge: [action], spares: [] }, film);
      expect(told).toEqual([action]);
      expect(state.phase.name).not.toBe('live');
      expect(state.head.movements).toEqual([]);
    });

    it('is refused when its first frames come again', () => {
      const again = [...film.slice(0, 8), ...film.slice(0, 8)];
      const { state } = sessionOf({ challenge: ['blink', 'turn-right'], spares: ['look-up', 'look-down'] }, again);
      expect(state.phase).toMatchObject({ name: 'failed', failure: { code: 'REPEATED_FRAME' } });
    });

    it('is refused when every frame comes twice', () => {
      const twice = film.flatMap((facts) => [facts, facts]);
      const { state } = sessionOf({ challenge: ['turn-right'], spares: ['look-up', 'look-down'] }, twice);
      expect(state.phase).toMatchObject({ name: 'failed', failure: { code: 'FROZEN' } });
    });
  });
});
