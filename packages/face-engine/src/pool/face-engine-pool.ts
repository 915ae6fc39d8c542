import '../runtime/onnx-telemetry-off.js';
import { createRequire } from 'node:module';
import { Piscina } from 'piscina';
import type { EngineOptions } from '../engines.js';
import { EngineError, type EngineInfo, type Extraction, type ExtractOptions } from '../types.js';
import type { FrameFacts } from '../pad/frame-measure.js';
import type { WatchedFace } from '../watch/watch-frame.js';
import { aborted, Admission } from './admission.js';
import { StageChannel } from './stage-channel.js';
import { toEngineError, type Answer, type Job, type PictureJob, type WorkerData } from './messages.js';

export interface PoolOptions extends EngineOptions {
  /** Threads; each holds the models once (about 150 MB) and works on one picture at a time. */
  workers: number;
  /** Pictures that may wait beyond those in work; further ones are refused with `BUSY`. */
  maxQueue: number;
  /** A worker silent for longer is ended and replaced, its picture fails with `ENGINE_FAILED`. Default 30 000. */
  jobTimeoutMs?: number;
}

type FrameOptions = Omit<ExtractOptions, 'onStage'>;

export interface PoolStats {
  workers: number;
  busy: number;
  queued: number;
}

/** The engine in worker threads, behind a bounded queue: the caller's event loop neither decodes nor computes. */
export class FaceEnginePool {
  /** Loads the engine in every worker. Throws `MODEL_MISMATCH`, `ENGINE_FAILED`. */
  static async start(options: PoolOptions): Promise<FaceEnginePool> {
    const { workers, maxQueue, jobTimeoutMs = 30_000, ...engine } = options;
    const threads = new Piscina<Job, Answer>({
      filename: createRequire(import.meta.url).resolve('@facegate/face-engine/worker'),
      minThreads: workers,
      maxThreads: workers,
      workerData: engine satisfies WorkerData,
    });
    // A worker that ends between two jobs is replaced by Piscina; unheard, the event would end the process.
    threads.on('error', () => undefined);
    try {
      const answers = await Promise.all(Array.from({ length: workers }, () => threads.run({ kind: 'load' })));
      const [info] = answers.map(infoOf);
      if (!info) throw new EngineError('ENGINE_FAILED', 'A pool needs at least one worker.');
      return new FaceEnginePool(threads, info, new Admission(workers, maxQueue), jobTimeoutMs);
    } catch (error) {
      await threads.destroy();
      throw error instanceof EngineError ? error : failed(error);
    }
  }

  private constructor(
    private readonly threads: Piscina<Job, Answer>,
    readonly info: EngineInfo,
    private readonly admission: Admission,
    private readonly jobTimeoutMs: number,
  ) {}

  /**
   * Everything found in one JPEG, PNG or WebP; `bytes` stay the caller's.
   * Rejects with EngineError: `IMAGE_INVALID`, `IMAGE_TOO_LARGE`, `BUSY`, `ABORTED`, `ENGINE_FAILED`.
   */
  async extract(
    bytes: Uint8Array,
    { signal, continues, onStage, ...options }: ExtractOptions = {},
  ): Promise<Extraction> {
    const channel = onStage && new StageChannel(onStage);
    try {
      const job: PictureJob = { kind: 'extract', bytes, options, ...(channel && { stages: channel.workerEnd }) };
      const answer = await this.#answer(job, { signal, continues });
      if (answer.kind !== 'extracted') throw unexpected(answer);
      return answer.extraction;
    } finally {
      channel?.close();
    }
  }

  /** What liveness needs of one frame; rejects as `extract` does. Only of engines with a mesh and an eye meter. */
  async measure(bytes: Uint8Array, { signal, continues, ...options }: FrameOptions = {}): Promise<FrameFacts> {
    const answer = await this.#answer({ kind: 'measure', bytes, options }, { signal, continues });
    if (answer.kind !== 'measured') throw unexpected(answer);
    return answer.facts;
  }

  /** The faces of one frame, for showing who is in it; rejects as `extract` does. */
  async watch(bytes: Uint8Array, { signal, continues, ...options }: FrameOptions = {}): Promise<WatchedFace[]> {
    const answer = await this.#answer({ kind: 'watch', bytes, options }, { signal, continues });
    if (answer.kind !== 'watched') throw unexpected(answer);
    return answer.faces;
  }

  stats(): PoolStats {
    return {
      workers: this.threads.threads.length,
      busy: this.admission.busy,
      queued: this.admission.queued,
    };
  }

  /** Refuses who waits, lets the pictures in work finish, ends the workers. */
  async close(): Promise<void> {
    this.admission.close();
    await this.threads.close();
  }

  async #answer(job: PictureJob, { signal, continues }: Pick<ExtractOptions, 'signal' | 'continues'>): Promise<Answer> {
    await this.admission.enter(signal, continues);
    // A picture in work is finished even when its caller has gone: ending the worker would cost its models.
    const working = this.#work(job).finally(() => this.admission.leave());
    return await unlessAborted(working, signal);
  }

  async #work(job: PictureJob): Promise<Answer> {
    // A copy to move: cloning a view into a large body would take all of it along. (A Buffer's slice() copies nothing.)
    const own = new Uint8Array(job.bytes);
    const answer = await this.threads
      .run(
        { ...job, bytes: own },
        {
          transferList: [own.buffer, ...(job.stages ? [job.stages] : [])],
          signal: AbortSignal.timeout(this.jobTimeoutMs),
        },
      )
      .catch((error: unknown) => {
        throw failed(error);
      });
    if (answer.kind === 'failed') throw toEngineError(answer);
    return answer;
  }
}

function infoOf(answer: Answer): EngineInfo {
  if (answer.kind === 'failed') throw toEngineError(answer);
  if (answer.kind !== 'loaded') throw unexpected(answer);
  return answer.info;
}

const unexpected = ({ kind }: Answer): EngineError => new EngineError('ENGINE_FAILED', `Unexpected answer ${kind}.`);

const failed = (cause: unknown): EngineError =>
  new EngineError('ENGINE_FAILED', 'The worker ended before it had an answer.', { cause });

async function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return await work;
  return await new Promise<T>((resolve, reject) => {
    const giveUp = (): void => reject(aborted(signal));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
