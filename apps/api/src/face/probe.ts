/** What is compared with an account's template. */
export interface Probe {
  /** Float32. */
  vector: Float32Array;
  /** `picture`: of one picture. `session`: fused from the judged frames of a live session. Each has thresholds of its own. */
  of: 'picture' | 'session';
}
