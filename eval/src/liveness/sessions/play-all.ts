import { Worker } from 'node:worker_threads';
import { startProgress } from '../../progress.js';
import type { PlayedPart, PlayJob } from './played.js';

/** Plays all sessions of the suites in threads of their own. */
export async function playAll(job: Omit<PlayJob, 'thread' | 'threads'>, threads: number): Promise<PlayedPart> {
  const bar = startProgress('sessions', 0);
  const parts = await Promise.all(
    Array.from({ length: threads }, async (_, thread) => await playPart({ ...job, thread, threads }, () => bar.step())),
  );
  bar.end();
  return {
    sessions: parts.flatMap(({ sessions }) => sessions),
    timesMs: Float32Array.from(parts.flatMap(({ timesMs }) => [...timesMs])),
  };
}

async function playPart(job: PlayJob, onPlayed: () => void): Promise<PlayedPart> {
  const worker = new Worker(new URL('play-worker.js', import.meta.url), { workerData: job });
  return await new Promise((resolve, reject) => {
    worker.on('message', (message: PlayedPart | 'played') => (message === 'played' ? onPlayed() : resolve(message)));
    worker.on('error', reject);
    worker.on('exit', (code) => code !== 0 && reject(new Error(`a thread of sessions ended with ${code}`)));
  });
}
