/** Port: how alike two feature vectors of the model in use are. Its own DI token. */
export abstract class FaceComparer {
  /** Higher is more alike. */
  abstract score(one: Float32Array, other: Float32Array): number;
}
