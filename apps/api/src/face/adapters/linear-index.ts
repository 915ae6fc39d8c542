import type { FaceComparer } from '../face-comparer.js';
import { type IndexedTemplate, type IndexMatch, TemplateIndex } from '../template-index.js';

/** One comparison after the other, on the caller's thread, with whatever metric: for engines that FaceIndex cannot serve. */
export class LinearIndex extends TemplateIndex {
  private readonly templates = new Map<string, Float32Array>();

  constructor(private readonly comparer: FaceComparer) {
    super();
  }

  override get size(): number {
    return this.templates.size;
  }

  override add(templates: readonly IndexedTemplate[]): Promise<void> {
    for (const { owner, vector } of templates) this.templates.set(owner, vector);
    return Promise.resolve();
  }

  override remove(owner: string): Promise<boolean> {
    return Promise.resolve(this.templates.delete(owner));
  }

  override list(first: number, count: number): Promise<string[]> {
    return Promise.resolve([...this.templates.keys()].slice(first, first + count));
  }

  override search(probe: Float32Array, top: number): Promise<IndexMatch[]> {
    const matches = [...this.templates].map(([owner, vector]) => ({
      owner,
      score: this.comparer.score(probe, vector),
    }));
    return Promise.resolve(matches.toSorted((one, other) => other.score - one.score).slice(0, top));
  }

  /** Lives and dies with the process. */
  override onLoss(): void {}
}
