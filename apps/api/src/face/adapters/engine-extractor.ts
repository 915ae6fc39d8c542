import {
  EngineError,
  type EngineInfo,
  type Extraction,
  type ExtractStage,
  FaceEnginePool,
  type FrameFacts,
  gatePicture,
  type ObservedFace,
  type Sender,
  type WatchedFace,
} from '@facegate/face-engine';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { currentSender } from '../../common/http/call-origin.js';
import { RequestAborted } from '../../common/http/client-signal.js';
import { ProblemError } from '../../common/problem-error.js';
import { StartUpError } from '../../common/start-up-error.js';
import type { AppConfig } from '../../config/app-config.js';
import {
  type EngineLoad,
  type ExtractRequest,
  FaceExtractor,
  type FaceModel,
  type FaceSample,
  type SampleClaim,
  type SampleFace,
  type SampleStage,
  type SampleVerdict,
} from '../face-extractor.js';
import { WaitingTime } from './waiting-time.js';

const STAGES: Record<ExtractStage, SampleStage> = { decoded: 'valid', detected: 'face-found' };

/**
 * Settled once an engine that was started in this process is loaded, or could not be. A process that ends while its threads
 * load the native library is aborted by it.
 */
export let engineLoaded: Promise<void> = Promise.resolve();

/** The face engine in its worker threads. */
export class EngineExtractor extends FaceExtractor implements OnApplicationShutdown {
  private readonly waitingTime = new WaitingTime();

  private constructor(private readonly pool: FaceEnginePool) {
    super();
  }

  /** @throws StartUpError when a model is missing or is not the one that was measured */
  static start(config: AppConfig): Promise<EngineExtractor> {
    const starting = EngineExtractor.load(config);
    engineLoaded = starting.then(
      () => undefined,
      () => undefined,
    );
    return starting;
  }

  private static async load({
    engine,
    engineWorkers,
    engineQueue,
    engineWaitMs,
    modelsDir,
  }: AppConfig): Promise<EngineExtractor> {
    try {
      const pool = await FaceEnginePool.start({
        engine,
        modelsDir,
        workers: engineWorkers,
        maxQueue: engineQueue * engineWorkers,
        maxWaitMs: engineWaitMs,
      });
      const { model, backend } = pool.info;
      new Logger('FaceEngine').log(`${model} on ${backend}, ${engineWorkers} workers`);
      return new EngineExtractor(pool);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : 'unknown reason';
      throw new StartUpError(`The face engine ${engine} does not start: ${reason}`, { cause });
    }
  }

  get info(): EngineInfo {
    return this.pool.info;
  }

  override get model(): FaceModel {
    return this.pool.info;
  }

  override async extract(
    picture: Uint8Array,
    { signal, continues, reached }: ExtractRequest = {},
  ): Promise<FaceSample> {
    const onStage = reached && ((stage: ExtractStage) => reached(STAGES[stage]));
    const extraction = await this.work(signal, () =>
      this.pool.extract(picture, { embed: 'largest', signal, continues, sender: currentSender(), onStage }),
    );
    return {
      judge: (claim) => judge(extraction, claim, this.pool.info),
      largest: () => extraction.faces[0] && sampleFace(extraction.faces[0]),
    };
  }

  /** What the liveness judge needs of a frame. @throws as {@link extract} */
  measure(
    frame: Uint8Array,
    { embed, sender, signal }: { embed: boolean; sender: Sender; signal: AbortSignal },
  ): Promise<FrameFacts> {
    return this.work(signal, () => this.pool.measure(frame, { embed: embed ? 'largest' : 'none', sender, signal }));
  }

  /** Every face of a frame, with its vector. @throws as {@link extract} */
  watch(
    frame: Uint8Array,
    { maxFaces, sender, signal }: { maxFaces: number; sender: Sender; signal: AbortSignal },
  ): Promise<WatchedFace[]> {
    return this.work(signal, () => this.pool.watch(frame, { embed: 'all', maxFaces, sender, signal }));
  }

  private async work<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const load = this.pool.stats();
    const startedAt = performance.now();
    try {
      const result = await work();
      this.waitingTime.observe(performance.now() - startedAt, load);
      return result;
    } catch (error) {
      throw translate(error, signal, () => this.waitingTime.retryAfterSeconds(this.pool.stats()));
    }
  }

  override retryAfterSeconds(sender: readonly string[]): number | undefined {
    return this.pool.isFullFor(sender) ? this.waitingTime.retryAfterSeconds(this.pool.stats()) : undefined;
  }

  override load(): EngineLoad {
    const stats = this.pool.stats();
    return { running: stats.busy, waiting: stats.queued };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}

function judge(extraction: Extraction, claim: SampleClaim, { gate, poseWindows }: EngineInfo): SampleVerdict {
  const verdict = gatePicture(extraction, { ...claim, limits: gate, windows: poseWindows });
  if (!verdict.usable) {
    const [first = verdict.code, ...others] = verdict.codes;
    return { usable: false, faults: [first, ...others] };
  }
  return { usable: true, face: sampleFace(verdict.face) };
}

function sampleFace({ embedding, quality, pose }: ObservedFace): SampleFace {
  if (!embedding) throw new Error('the engine gave no vector for the largest face');
  return { vector: embedding, quality: clamp(quality.overall), turn: pose };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function translate(error: unknown, signal: AbortSignal | undefined, retryAfterSeconds: () => number): unknown {
  if (!(error instanceof EngineError)) return error;
  switch (error.code) {
    case 'IMAGE_INVALID':
      return new ProblemError('IMAGE_INVALID', 'The picture cannot be read. Send a whole JPEG, PNG or WebP.', {
        cause: error,
      });
    case 'IMAGE_TOO_LARGE':
      return new ProblemError('IMAGE_TOO_LARGE', 'The picture has too many pixels. Send a smaller one.', {
        cause: error,
      });
    case 'ABORTED':
      return signal?.aborted
        ? new RequestAborted('the client disconnected', { cause: error })
        : busy(error, retryAfterSeconds());
    case 'BUSY':
      return busy(error, retryAfterSeconds());
    default:
      return error;
  }
}

function busy(cause: EngineError, retryAfterSeconds: number): ProblemError {
  return new ProblemError('BUSY', 'The server is busy. Please try again in a moment.', {
    retryAfterSeconds,
    cause,
  });
}
