import { comparisonScore, fuse, type Metric } from '@facegate/face-engine';
import { FaceComparer } from '../face-comparer.js';

export class EngineComparer extends FaceComparer {
  constructor(private readonly metric: Metric) {
    super();
  }

  override score(one: Float32Array, other: Float32Array): number {
    return comparisonScore(one, other, this.metric);
  }

  override fuse(vectors: readonly Float32Array[]): Float32Array {
    return fuse(vectors, this.metric);
  }
}
