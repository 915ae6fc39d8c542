export interface IndexEntry {
  owner: string;
  faceId: string;
}

/** The face of an owner that is most like a probe. */
export interface IndexMatch extends IndexEntry {
  /** Comparison score, as of {@link FaceComparer.score}. */
  score: number;
}

export interface IndexedFace extends IndexEntry {
  vector: Float32Array;
}

/**
 * Port: feature vectors in memory, searched without approximation. Derived from the sealed templates; can be rebuilt at any
 * time. Owners and faces are UUIDs. Its own DI token.
 */
export abstract class TemplateIndex {
  /** Faces in it. */
  abstract readonly size: number;

  /** A face that is there already takes the new owner and vector. What was awaited is seen by every later search. */
  abstract add(faces: readonly IndexedFace[]): Promise<void>;

  abstract remove(faceId: string): Promise<void>;

  /** @returns how many faces */
  abstract removeOwner(owner: string): Promise<number>;

  /**
   * At most `count` faces from the place `first` on, fewer at the end. When one is removed, another takes its place: who
   * removes some of a list looks at the same places once more.
   */
  abstract list(first: number, count: number): Promise<IndexEntry[]>;

  /**
   * The best face of each of the `top` best owners, best first.
   * @throws ProblemError `BUSY`
   */
  abstract search(probe: Float32Array, top: number): Promise<IndexMatch[]>;

  /** Tells when everything in it is lost: it is empty then, and can be filled anew. */
  abstract onLoss(listener: () => void): void;
}
