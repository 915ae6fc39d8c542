import type { FaceComparer } from '../face-comparer.js';
import { type IndexedFace, type IndexEntry, type IndexMatch, TemplateIndex } from '../template-index.js';

/** One comparison after the other, on the caller's thread, with whatever metric: for engines that FaceIndex cannot serve. */
export class LinearIndex extends TemplateIndex {
  private readonly faces = new Map<string, IndexedFace>();

  constructor(private readonly comparer: FaceComparer) {
    super();
  }

  override get size(): number {
    return this.faces.size;
  }

  override add(faces: readonly IndexedFace[]): Promise<void> {
    for (const face of faces) this.faces.set(face.faceId, face);
    return Promise.resolve();
  }

  override remove(faceId: string): Promise<void> {
    this.faces.delete(faceId);
    return Promise.resolve();
  }

  override removeOwner(owner: string): Promise<number> {
    const before = this.faces.size;
    for (const face of this.faces.values()) if (face.owner === owner) this.faces.delete(face.faceId);
    return Promise.resolve(before - this.faces.size);
  }

  override list(first: number, count: number): Promise<IndexEntry[]> {
    return Promise.resolve([...this.faces.values()].slice(first, first + count));
  }

  override search(probe: Float32Array, top: number): Promise<IndexMatch[]> {
    const best = new Map<string, IndexMatch>();
    for (const { owner, faceId, vector } of this.faces.values()) {
      const score = this.comparer.score(probe, vector);
      if (score > (best.get(owner)?.score ?? Number.NEGATIVE_INFINITY)) best.set(owner, { owner, faceId, score });
    }
    return Promise.resolve([...best.values()].toSorted((one, other) => other.score - one.score).slice(0, top));
  }

  /** Lives and dies with the process. */
  override onLoss(): void {}
}
