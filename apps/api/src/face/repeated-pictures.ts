import { FaceComparer } from './face-comparer.js';

/**
 * One photograph sent as several: it adds nothing to a template but weight, and makes of one picture as many faces as an account may
 * have. Told by the feature vector, which stays nearly the same however the picture was encoded again.
 */
export class RepeatedPictures {
  /** @param leastScore of two encodings of one picture; see the engine's models.ts for how it was measured */
  constructor(
    private readonly comparer: FaceComparer,
    private readonly leastScore: number,
  ) {}

  /** Whether it is the same picture as one of the others. */
  isAmong(vector: Float32Array, others: readonly Float32Array[]): boolean {
    return others.some((other) => this.comparer.score(vector, other) >= this.leastScore);
  }
}
