import { WATCH_MAX_FACES } from '@facegate/contracts';
import { FrameWatcher, type WatchedFace } from '../frame-watcher.js';
import type { EngineExtractor } from './engine-extractor.js';

/** The engine's eyes. */
export class EngineWatcher extends FrameWatcher {
  constructor(private readonly extractor: EngineExtractor) {
    super();
  }

  override async watch(
    jpeg: Uint8Array,
    call: { sender: readonly string[]; signal: AbortSignal },
  ): Promise<WatchedFace[]> {
    const faces = await this.extractor.watch(jpeg, { maxFaces: WATCH_MAX_FACES, ...call });
    return faces.map(({ box, outline, embedding }) => {
      if (!embedding) throw new Error('the engine gave no vector for a face');
      return { box, outline, vector: embedding };
    });
  }
}
