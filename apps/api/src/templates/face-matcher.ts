import { Injectable } from '@nestjs/common';
import { FaceComparer } from '../face/face-comparer.js';
import type { FaceOwner } from '../users/facial-data.js';
import { TemplateIndex } from './template-index.js';
import { TemplateVault } from './template-vault.js';

/** Whose face is it, and is it this person's face. */
@Injectable()
export class FaceMatcher {
  constructor(
    private readonly comparer: FaceComparer,
    private readonly index: TemplateIndex,
    private readonly templates: TemplateVault,
  ) {}

  /**
   * 1:N: the account with the best match at or above the threshold. The index only proposes: another process may have
   * removed the face since, so the row decides. What the row no longer has leaves the index, and the search goes on.
   * @param findAccount reads the row as it is now
   */
  async identify<A extends FaceOwner>(
    probe: Float32Array,
    findAccount: (userId: string) => Promise<A | null>,
  ): Promise<A | null> {
    for (;;) {
      const userId = this.index.identify(probe)?.userId;
      if (userId === undefined) return null;
      // Before the row is read: a face enrolled meanwhile must not count as removed.
      const indexed = this.index.faceIds(userId);
      const account = await findAccount(userId);
      if (account && this.verify(probe, account)) return account;
      this.correct(userId, indexed, account);
    }
  }

  /** 1:1, against the rows themselves, so that it holds whichever process enrolled them. */
  verify(probe: Float32Array, owner: FaceOwner): boolean {
    const { vectors } = this.templates.openAll(owner);
    return vectors.some(({ vector }) => this.comparer.isSamePerson(probe, vector));
  }

  /** Makes the indexed faces what the row says they are; none of them matched there, so none will match again. */
  private correct(userId: string, indexed: readonly string[], owner: FaceOwner | null): void {
    const rows = owner ? this.templates.openAll(owner).vectors : [];
    const vectors = new Map(rows.map(({ faceId, vector }) => [faceId, vector]));
    for (const faceId of indexed) {
      const vector = vectors.get(faceId);
      if (vector) this.index.add(userId, faceId, vector);
      else this.index.remove(userId, faceId);
    }
  }
}
