/** Port: compares and joins feature vectors of the model in use. Its own DI token. */
export abstract class FaceComparer {
  /** Higher is more alike. */
  abstract score(one: Float32Array, other: Float32Array): number;

  /** One vector for several of one person: their template. @param vectors at least one */
  abstract fuse(vectors: readonly Float32Array[]): Float32Array;
}
