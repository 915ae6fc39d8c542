import { Worker } from 'node:worker_threads';
import { startProgress, type Progress } from '../../progress.js';
import type { PlayedPart, PlayJob, PlayMessage } from './played.js';

/** Plays all sessions of the suites in threads of their own. */
export async function playAll(job: Omit<PlayJob, 'thread' | 'threads'>, threads: number): Promise<PlayedPart> {
  const planned: number[] = [];
  let bar: Progress | undefined;
  const listen = (message: PlayMessage): void => {
    if (message === 'played') bar?.step();
    else if ('planned' in message && planned.push(message.planned) === threads) {
      bar = startProgress(
        'sessions',
        planned.reduce((sum, count) => sum + count, 0),
      );
    }
  };
  const parts = await Promise.all(
    Array.from({ length: threads }, async (_, thread) => await playPart({ ...job, thread, threads }, listen)),
  );
  bar?.end();
  return {
    sessions: parts.flatMap(({ sessions }) => sessions),
    timesMs: Float32Array.from(parts.flatMap(({ timesMs }) => [...timesMs])),
  };
}

async function playPart(job: PlayJob, listen: (message: PlayMessage) => void): Promise<PlayedPart> {
  const worker = new Worker(new URL('play-worker.js', import.meta.url), { workerData: job });
  return await new Promise((resolve, reject) => {
    worker.on('message', (message: PlayMessage) => {
      listen(message);
      if (message !== 'played' && 'sessions' in message) resolve(message);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => code !== 0 && reject(new Error(`a thread of sessions ended with ${code}`)));
  });
}
