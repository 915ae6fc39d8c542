import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import { SeriesMeter, type StoreKeys } from './measure-series.js';
import type { Series } from './series.js';

// One picture at a time: a second libvips thread would only compete with the other workers.
sharp.concurrency(1);
sharp.cache(false);

const meter = new SeriesMeter(workerData as StoreKeys);

parentPort?.on('message', (series: Series) => {
  void meter.measure(series).then(
    () => parentPort?.postMessage({}),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  );
});
