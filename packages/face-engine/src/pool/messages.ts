import type { MessagePort } from 'node:worker_threads';
import type { EngineOptions } from '../engines.js';
import type { FrameFacts } from '../pad/frame-measure.js';
import type { PipelineOptions } from '../pipeline.js';
import type { WatchedFace } from '../watch/watch-frame.js';
import { EngineError, type EngineErrorCode, type EngineInfo, type Extraction } from '../types.js';

/** What crosses between the pool and its worker threads. */
export type WorkerData = EngineOptions;

export type Job = { kind: 'load' } | PictureJob;

/** `extract` answers with all that was found, `measure` and `watch` with the part that liveness and the live view need. */
export interface PictureJob {
  kind: 'extract' | 'measure' | 'watch';
  bytes: Uint8Array;
  options: Omit<PipelineOptions, 'onStage'>;
  /** Takes each `ExtractStage` as it is reached; only of `extract`, and only when somebody listens. */
  stages?: MessagePort;
}

/** Errors cross as data: a thrown one would lose its code on the way. */
export type Answer =
  | { kind: 'loaded'; info: EngineInfo }
  | { kind: 'extracted'; extraction: Extraction }
  | { kind: 'measured'; facts: FrameFacts }
  | { kind: 'watched'; faces: WatchedFace[] }
  | { kind: 'failed'; code: EngineErrorCode; message: string; detail?: string };

export function toFailure(error: unknown): Answer {
  const code = error instanceof EngineError ? error.code : 'ENGINE_FAILED';
  const message = error instanceof Error ? error.message : String(error);
  const cause = error instanceof EngineError ? error.cause : error;
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : undefined;
  return { kind: 'failed', code, message, ...(detail && { detail }) };
}

export function toEngineError({ code, message, detail }: Extract<Answer, { kind: 'failed' }>): EngineError {
  return new EngineError(code, message, detail ? { cause: new Error(detail) } : undefined);
}
