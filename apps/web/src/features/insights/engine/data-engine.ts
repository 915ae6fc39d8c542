import type { Analysis, Query } from '../analysis/analyse.js';
import { CsvRefusal } from '../csv/csv-refusal.js';
import type { FromWorker, Opened, ToWorker } from './protocol.js';

/** A data set in a worker of its own, which answers questions about it. */
export interface DataEngine {
  opened: Opened;
  analyse: (query: Query) => Promise<Analysis>;
}

interface OpenOptions {
  monthFirst: boolean;
  /** 0 to 1. */
  onProgress: (share: number) => void;
  /** Ends the worker, now or later, whatever it is doing; what was asked and not answered never is. */
  signal: AbortSignal;
}

function engineOf(worker: Worker, opened: Opened): DataEngine {
  const waiting = new Map<number, { resolve: (analysis: Analysis) => void; reject: (reason: Error) => void }>();
  let lastId = 0;
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  });
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type !== 'analysed') return;
    waiting.get(data.id)?.resolve(data.analysis);
    waiting.delete(data.id);
  });
  return {
    opened,
    analyse: (query) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ type: 'analyse', id: lastId, query } satisfies ToWorker);
      }),
  };
}

/** @throws CsvRefusal; the signal's reason when it was aborted */
export function openEngine(file: Blob, { monthFirst, onProgress, signal }: OpenOptions): Promise<DataEngine> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(new URL('./insights-worker.ts', import.meta.url), { type: 'module' });
    const fail = (error: unknown): void => {
      worker.terminate();
      reject(error);
    };
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    worker.addEventListener('error', (event) => fail(new CsvRefusal('UNREADABLE', { cause: event })));
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === 'progress') onProgress(data.share);
      if (data.type === 'refused') fail(new CsvRefusal(data.refusal.code, data.refusal));
      if (data.type === 'opened') resolve(engineOf(worker, data.opened));
    });
    worker.postMessage({ type: 'open', file, monthFirst } satisfies ToWorker);
  });
}
