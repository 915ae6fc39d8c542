/** An account whose template is among the most alike to a probe. */
export interface IndexMatch {
  owner: string;
  /** Comparison score, as of {@link FaceComparer.score}. */
  score: number;
}

export interface IndexedTemplate {
  owner: string;
  vector: Float32Array;
}

/**
 * Port: one template an account in memory, searched without approximation. Derived from the sealed vectors; can be rebuilt
 * at any time. Owners are UUIDs. Its own DI token.
 */
export abstract class TemplateIndex {
  /** Accounts in it. */
  abstract readonly size: number;

  /** Replaces the template that an owner has. What was awaited is seen by every later search. */
  abstract add(templates: readonly IndexedTemplate[]): Promise<void>;

  /** @returns whether there was one */
  abstract remove(owner: string): Promise<boolean>;

  /**
   * At most `count` owners from the place `first` on, fewer at the end. When one is removed, another takes its place: look at
   * the same places again after removing some of a list.
   */
  abstract list(first: number, count: number): Promise<string[]>;

  /**
   * The `top` best owners, best first.
   * @throws ProblemError `BUSY`
   */
  abstract search(probe: Float32Array, top: number): Promise<IndexMatch[]>;

  /** Tells when everything in it is lost: it is empty then, and can be filled again. */
  abstract onLoss(listener: () => void): void;
}
