import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { startProgress } from '../../progress.js';
import { SeriesMeter, type StoreKeys } from './measure-series.js';
import type { Series } from './series.js';

const isVideo = ({ kind }: Series): boolean => kind === 'video';

/** Has every series measured that is not yet, in threads of their own. Pictures are made of videos: those come first. */
export async function measureAll(series: readonly Series[], keys: StoreKeys, threads: number): Promise<void> {
  const meter = new SeriesMeter(keys);
  const missing = series.filter((one) => !meter.isMeasured(one));
  if (missing.length === 0) return;
  const bar = startProgress('measuring series', missing.length);
  const workers = Array.from({ length: threads }, () => newWorker(keys));
  try {
    for (const part of [missing.filter(isVideo), missing.filter((one) => !isVideo(one))]) {
      const queue = part.values();
      await Promise.all(
        workers.map(async (worker) => {
          for (const one of queue) {
            worker.postMessage(one);
            const [{ error }] = (await once(worker, 'message')) as [{ error?: string }];
            if (error !== undefined) throw new Error(error);
            bar.step();
          }
        }),
      );
    }
  } finally {
    await Promise.all(workers.map(async (worker) => await worker.terminate()));
  }
  bar.end();
}

const newWorker = (keys: StoreKeys): Worker =>
  new Worker(new URL('measure-worker.js', import.meta.url), { workerData: keys });
