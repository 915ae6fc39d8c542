import { readFile } from 'node:fs/promises';
import { FaceEnginePool, type EngineName } from '@facegate/face-engine';
import { videoFrames } from '../../liveness/video-frames.js';
import { inParallel, observe, openCache, type ExtractionOptions } from '../extract-all.js';
import { frameOf, type Filmed } from './filmed.js';
import type { Recording } from './footage-list.js';

/** About eight frames a second: those between show the same. */
const LEAST_INTERVAL_S = 0.12;

/** What the engine makes of each recording. The cache is believed: extract pictures before, which forgets a stale one. */
export async function extractFootage(
  engine: EngineName,
  recordings: readonly Recording[],
  { workers, cacheFolder, progress }: ExtractionOptions,
): Promise<Filmed[]> {
  const pool = await FaceEnginePool.start({ engine, workers, maxQueue: 0, jobTimeoutMs: 300_000 });
  try {
    const cache = openCache(cacheFolder, engine, pool.info);
    const bar = progress(`${engine}: footage`, recordings.length);
    const filmed: Filmed[] = [];
    for (const { name, person, kind, path } of recordings) {
      const pictures = kind === 'photo' ? [await readFile(path)] : await framesOf(path);
      const observed = await inParallel(pictures, workers, async (bytes) => await observe(bytes, pool, cache));
      filmed.push({
        name,
        person,
        kind,
        frames: observed.flatMap(({ outcome }) =>
          outcome.kind === 'extracted' ? (frameOf(outcome.extraction) ?? []) : [],
        ),
      });
      bar.step();
    }
    bar.end();
    return filmed;
  } finally {
    await pool.close();
  }
}

async function framesOf(path: string): Promise<Buffer[]> {
  let last = -Infinity;
  return (await videoFrames(path)).flatMap(({ jpeg, atSeconds }) => {
    if (atSeconds - last < LEAST_INTERVAL_S) return [];
    last = atSeconds;
    // A copy: of all the film's frames in one buffer the others can then be freed.
    return [Buffer.from(jpeg)];
  });
}
