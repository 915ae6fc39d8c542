import { Injectable } from '@nestjs/common';
import { FaceComparer } from '../face/face-comparer.js';

export interface IndexMatch {
  userId: string;
  score: number;
}

/** The enrolled vectors, decrypted, in memory only. Derived from the sealed templates; can be rebuilt at any time. */
@Injectable()
export class TemplateIndex {
  private readonly users = new Map<string, Map<string, Float32Array>>();
  private filled = false;

  constructor(private readonly comparer: FaceComparer) {}

  /** Whether every stored template is in it. */
  get ready(): boolean {
    return this.filled;
  }

  /** Faces in it. */
  get size(): number {
    let faces = 0;
    for (const vectors of this.users.values()) faces += vectors.size;
    return faces;
  }

  markFilled(): void {
    this.filled = true;
  }

  add(userId: string, faceId: string, vector: Float32Array): void {
    const vectors = this.users.get(userId) ?? new Map<string, Float32Array>();
    vectors.set(faceId, vector);
    this.users.set(userId, vectors);
  }

  remove(userId: string, faceId: string): void {
    const vectors = this.users.get(userId);
    vectors?.delete(faceId);
    if (vectors?.size === 0) this.users.delete(userId);
  }

  /** Ids of the user's faces that are in it. */
  faceIds(userId: string): string[] {
    return [...(this.users.get(userId)?.keys() ?? [])];
  }

  /** 1:N identification: the user with the face most like the probe, if it is like enough. */
  identify(probe: Float32Array): IndexMatch | undefined {
    let best: IndexMatch | undefined;
    for (const [userId, vectors] of this.users) {
      const score = this.bestScore(probe, vectors.values());
      if (score >= this.comparer.threshold && (!best || score > best.score)) best = { userId, score };
    }
    return best;
  }

  private bestScore(probe: Float32Array, vectors: Iterable<Float32Array>): number {
    let best = Number.NEGATIVE_INFINITY;
    for (const vector of vectors) best = Math.max(best, this.comparer.score(probe, vector));
    return best;
  }
}
