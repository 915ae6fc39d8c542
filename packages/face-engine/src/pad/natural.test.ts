import { readFile } from 'node:fs/promises';
import { clipFrames, type Video } from '@facegate/test-footage';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, type LoadedEngine } from '../engines.js';
import { follow, startContinuity } from './continuity.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { measureFrame } from './measure-frame.js';

const FPS = 10;
/** Whole stretches in which people talk and move as they like; what the films cut is left out. */
const NATURAL: readonly [video: Video, fromSeconds: number, toSeconds: number][] = [
  ['a-turns', 8, 26],
  ['a-talks', 4, 30],
  ['b', 2, 14],
];

describe('people who just talk', () => {
  let engine: LoadedEngine;
  beforeAll(async () => {
    engine = await loadEngine({ engine: 'sface' });
  });

  // 5 and 10 a second: at fewer, each way between two frames is longer.
  it.each(NATURAL.flatMap((film) => [1, 2].map((step) => [...film, step] as const)))(
    'are one camera, one head and one time: %s, %d to %d s, every %d. frame',
    async (video, from, to, step) => {
      let continuity = startContinuity(0);
      const failures: string[] = [];
      for (const [i, path] of (await clipFrames(video, from, to, { fps: FPS })).entries()) {
        if (i % step !== 0) continue;
        const facts = await measureFrame(engine.pipeline, await readFile(path), { embed: 'none' });
        const followed = follow(continuity, { ...facts, arrivedAtMs: (i * 1000) / FPS }, undefined, LIVENESS_LIMITS);
        ({ continuity } = followed);
        if (followed.kind === 'broken') failures.push(`${followed.failure.code} at ${(from + i / FPS).toFixed(1)} s`);
      }
      expect(failures).toEqual([]);
    },
  );
});
