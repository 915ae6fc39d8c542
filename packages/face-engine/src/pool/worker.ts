import { workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import sharp from 'sharp';
import { loadEngine, type LoadedEngine } from '../engines.js';
import { measureFrame } from '../pad/measure-frame.js';
import { watchFrame } from '../watch/watch-frame.js';
import { toFailure, type Answer, type Job, type WorkerData } from './messages.js';

// One picture at a time: a second libvips thread would only compete with the other workers, and nothing comes twice.
sharp.concurrency(1);
sharp.cache(false);

let loading: Promise<LoadedEngine> | undefined;

/** The worker's only entry: loads the engine on the first job and answers; never rejects. */
export default async function work(job: Job): Promise<Answer> {
  try {
    loading ??= loadEngine(workerData as WorkerData);
    const { pipeline, info } = await loading;
    if (job.kind === 'load') return { kind: 'loaded', info };
    if (job.kind === 'measure') {
      return { kind: 'measured', facts: await measureFrame(pipeline, job.bytes, job.options) };
    }
    if (job.kind === 'watch') {
      return { kind: 'watched', faces: await watchFrame(pipeline, job.bytes, job.options) };
    }
    const { bytes, options, stages } = job;
    const extraction = await pipeline.extract(bytes, { ...options, onStage: (stage) => stages?.postMessage(stage) });
    const vectors = extraction.faces.flatMap(({ embedding }) => (embedding ? [embedding.buffer] : []));
    return transferring({ kind: 'extracted', extraction }, vectors);
  } catch (error) {
    return toFailure(error);
  }
}

/** Piscina posts what is under `valueSymbol`, so to the caller this is the answer, its vectors moved and not copied. */
function transferring(answer: Answer, transfer: ArrayBufferLike[]): Answer {
  return move({ [transferableSymbol]: transfer, [valueSymbol]: answer }) as unknown as Answer;
}
