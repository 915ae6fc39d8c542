import { comparisonScore, type Metric } from '@facegate/face-engine';
import { FaceComparer } from '../face-comparer.js';

export class EngineComparer extends FaceComparer {
  constructor(private readonly metric: Metric) {
    super();
  }

  override score(one: Float32Array, other: Float32Array): number {
    return comparisonScore(one, other, this.metric);
  }
}
