/** Port: how alike two feature vectors of the model in use are. Its own DI token. */
export abstract class FaceComparer {
  /** The least comparison score that counts as the same person. */
  abstract readonly threshold: number;

  /** Higher is more alike. */
  abstract score(one: Float32Array, other: Float32Array): number;

  isSamePerson(one: Float32Array, other: Float32Array): boolean {
    return this.score(one, other) >= this.threshold;
  }
}
