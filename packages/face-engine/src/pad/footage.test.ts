import { readFile } from 'node:fs/promises';
import { clipFrames } from '@facegate/test-footage';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../engines.js';
import type { Challenge } from './challenge.js';
import type { FrameFacts } from './frame-measure.js';
import { judge } from './liveness-judge.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { startLiveness, type LivenessPhase } from './liveness-state.js';
import { measureFrame } from './measure-frame.js';

const FPS = 10;

const endOf = (challenge: Challenge, frames: readonly FrameFacts[]): LivenessPhase => {
  let state = startLiveness({ challenge, captures: [], review: false }, 0, LIVENESS_LIMITS);
  for (const [i, facts] of frames.entries()) {
    const measure = { ...facts, arrivedAtMs: (i * 1000) / FPS };
    ({ state } = judge(state, { type: 'frame', measure }, LIVENESS_LIMITS));
  }
  return state.phase;
};

/** Person A looks ahead, then turns to his right by 15° and back. */
describe('a film of a real person who turns to his right', () => {
  let film: FrameFacts[];

  beforeAll(async () => {
    const { pipeline } = await loadEngine({ engine: 'sface' });
    film = [];
    for (const path of await clipFrames('a-turns', 18.4, 21.2, { fps: FPS })) {
      film.push(await measureFrame(pipeline, await readFile(path), { embed: 'largest' }));
    }
  });

  it('answers the step that asks for it', () => {
    expect(endOf(['turn-right'], film)).toMatchObject({ name: 'live' });
  });

  it('answers no other one', () => {
    expect(endOf(['turn-left'], film).name).not.toBe('live');
    expect(endOf(['blink'], film).name).not.toBe('live');
  });

  it('is refused when its first frames come again', () => {
    const end = endOf(['blink', 'turn-right'], [...film.slice(0, 8), ...film.slice(0, 8)]);
    expect(end).toMatchObject({ name: 'failed', failure: { code: 'REPEATED_FRAME' } });
  });

  it('is refused when every frame comes twice', () => {
    const end = endOf(
      ['turn-right'],
      film.flatMap((facts) => [facts, facts]),
    );
    expect(end).toMatchObject({ name: 'failed', failure: { code: 'FROZEN' } });
  });
});
