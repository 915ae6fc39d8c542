import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { EngineError, FaceEnginePool, type EngineInfo, type EngineName } from '@facegate/face-engine';
import type { Progress } from '../progress.js';
import type { Sample } from './data-set.js';
import { sameObservation } from './same-observation.js';
import { VectorCache, type Observation, type Outcome } from './vector-cache.js';

/** How many cached pictures are done again, to see whether the engine still answers as it did. */
const CHECKED_AGAIN = 32;

/** The part of the engine's pool that is needed here. */
export type Extractor = Pick<FaceEnginePool, 'extract'> & { info: Pick<EngineInfo, 'model' | 'backend'> };

export interface ExtractionOptions {
  /** Pictures in work at a time. */
  workers: number;
  cacheFolder: string;
  /** Forget what is cached. */
  fresh: boolean;
  progress: (title: string, total: number) => Progress;
  note: (text: string) => void;
}

export interface ExtractedSet {
  /** One for each sample, in its order. */
  observations: Observation[];
  /** Pictures that this run extracted, in how long. */
  extracted: number;
  elapsedMs: number;
}

/** What the engine makes of every picture, in as many threads as workers. */
export async function extractAll(
  engine: EngineName,
  samples: readonly Sample[],
  options: ExtractionOptions,
): Promise<ExtractedSet & { info: EngineInfo }> {
  // A picture here has no one waiting for it: on a busy machine a slow answer is still an answer.
  const pool = await FaceEnginePool.start({ engine, workers: options.workers, maxQueue: 0, jobTimeoutMs: 300_000 });
  try {
    return { ...(await extractWith(pool, engine, samples, options)), info: pool.info };
  } finally {
    await pool.close();
  }
}

/** From the cache where it can be believed, from the extractor otherwise. */
export async function extractWith(
  extractor: Extractor,
  engine: string,
  samples: readonly Sample[],
  { workers, cacheFolder, fresh, progress, note }: ExtractionOptions,
): Promise<ExtractedSet> {
  const cache = openCache(cacheFolder, engine, extractor.info);
  if (fresh) cache.clear();
  await forgetIfStale(cache, samples, extractor, note);
  const started = performance.now();
  const bar = progress(`${engine}: extraction`, samples.length);
  const known = cache.size;
  const observations = await inParallel(samples, workers, async ({ path }) => {
    const observation = await observe(await readFile(path), extractor, cache);
    bar.step();
    return observation;
  });
  bar.end();
  return { observations, extracted: cache.size - known, elapsedMs: performance.now() - started };
}

/** What is known of pictures by an engine. */
export const openCache = (folder: string, engine: string, { model, backend }: Extractor['info']): VectorCache =>
  new VectorCache(folder, `${engine}-${model}-${backend}`);

/** From the cache, else by the extractor and into the cache. */
export async function observe(bytes: Uint8Array, extractor: Extractor, cache: VectorCache): Promise<Observation> {
  const sha256 = sha256Of(bytes);
  const known = cache.get(sha256);
  if (known) return known;
  const observation = await observeAnew(bytes, sha256, extractor);
  cache.set(observation);
  return observation;
}

/**
 * A change of the pipeline keeps the model's name. So some of the cached pictures are done again, those without a face
 * first (a new detector shows there); when one comes out otherwise, none of the cache is believed.
 */
async function forgetIfStale(
  cache: VectorCache,
  samples: readonly Sample[],
  extractor: Extractor,
  note: (text: string) => void,
): Promise<void> {
  if (cache.size === 0) return;
  const cached: { path: string; observation: Observation }[] = [];
  for (const { path } of samples) {
    const observation = cache.get(sha256Of(await readFile(path)));
    if (observation) cached.push({ path, observation });
  }
  const withFace = cached.filter(({ observation }) => facesIn(observation.outcome) > 0);
  const without = cached.filter(({ observation }) => facesIn(observation.outcome) === 0).slice(0, CHECKED_AGAIN / 4);
  const stride = Math.max(1, Math.floor(withFace.length / (CHECKED_AGAIN - without.length)));
  const again = [...without, ...withFace.filter((_, index) => index % stride === 0)].slice(0, CHECKED_AGAIN);
  for (const { path, observation } of again) {
    const bytes = await readFile(path);
    if (sameObservation(observation, await observeAnew(bytes, observation.sha256, extractor))) continue;
    note(`${cache.key}: the engine no longer answers as it did, ${cache.size} cached pictures are done again`);
    cache.clear();
    return;
  }
}

async function observeAnew(bytes: Uint8Array, sha256: string, extractor: Extractor): Promise<Observation> {
  const started = performance.now();
  const outcome = await outcomeOf(bytes, extractor);
  return { sha256, outcome, extractionMs: performance.now() - started };
}

async function outcomeOf(bytes: Uint8Array, extractor: Extractor): Promise<Outcome> {
  try {
    return { kind: 'extracted', extraction: await extractor.extract(bytes, { embed: 'all' }) };
  } catch (error) {
    const refused =
      error instanceof EngineError && (error.code === 'IMAGE_INVALID' || error.code === 'IMAGE_TOO_LARGE');
    // Anything else is a fault of the run and no fact about the picture: it ends the run, and the next one goes on here.
    if (!refused) throw error;
    return { kind: 'refused', code: error.code };
  }
}

const facesIn = (outcome: Outcome): number => (outcome.kind === 'extracted' ? outcome.extraction.faces.length : 0);

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Like `map`, at most `lanes` at a time, results in the order of the items. */
export async function inParallel<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const [index, item] of queue) results[index] = await work(item);
    }),
  );
  return results;
}
