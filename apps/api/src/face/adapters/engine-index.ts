import { EngineError, FaceIndex } from '@facegate/face-engine';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ProblemError } from '../../common/problem-error.js';
import { type IndexedTemplate, type IndexMatch, TemplateIndex } from '../template-index.js';

/** A search takes milliseconds: who finds the queue full need not stay away for long. */
const RETRY_AFTER_SECONDS = 1;

/** The engine's index in its own thread, for the cosine. A thread that ends is replaced by a new, empty one. */
export class EngineIndex extends TemplateIndex implements OnApplicationShutdown {
  private readonly logger = new Logger('FaceIndex');
  private readonly listeners: (() => void)[] = [];
  private replacement: Promise<void> | undefined;
  private closed = false;

  private constructor(private index: FaceIndex) {
    super();
  }

  static async start(): Promise<EngineIndex> {
    return new EngineIndex(await FaceIndex.start());
  }

  override get size(): number {
    return this.index.size;
  }

  override async add(templates: readonly IndexedTemplate[]): Promise<void> {
    await this.unlessLost((index) => index.addAll(templates));
  }

  override async remove(owner: string): Promise<boolean> {
    return (await this.unlessLost((index) => index.remove(owner))) ?? false;
  }

  override async list(first: number, count: number): Promise<string[]> {
    return (await this.unlessLost((index) => index.list(first, count))) ?? [];
  }

  override async search(probe: Float32Array, top: number): Promise<IndexMatch[]> {
    const { index } = this;
    try {
      return await index.search(probe, { top });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.code === 'ENGINE_FAILED') await this.replace(index, error);
      throw new ProblemError('BUSY', 'The server is busy. Please try again in a moment.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
        cause: error,
      });
    }
  }

  override onLoss(listener: () => void): void {
    this.listeners.push(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.index.close();
  }

  /** What is lost with the thread need not be changed: the new index is filled from the rows, which have changed already. */
  private async unlessLost<T>(work: (index: FaceIndex) => Promise<T>): Promise<T | undefined> {
    const { index } = this;
    try {
      return await work(index);
    } catch (error) {
      if (!(error instanceof EngineError && error.code === 'ENGINE_FAILED')) throw error;
      await this.replace(index, error);
      return undefined;
    }
  }

  /** Once, however many calls find the thread gone. */
  private async replace(lost: FaceIndex, cause: EngineError): Promise<void> {
    if (this.closed) return;
    if (this.index !== lost) return;
    this.replacement ??= this.startAnew(cause);
    await this.replacement;
  }

  private async startAnew(cause: EngineError): Promise<void> {
    try {
      this.logger.error('The index is lost and will be filled anew', cause);
      await this.index.close();
      this.index = await FaceIndex.start();
      for (const listener of this.listeners) listener();
    } finally {
      this.replacement = undefined;
    }
  }
}
