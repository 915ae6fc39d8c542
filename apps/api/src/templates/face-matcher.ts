import { Injectable } from '@nestjs/common';
import { DecisionPolicy } from '../face/decision-policy.js';
import { FaceComparer } from '../face/face-comparer.js';
import type { Probe } from '../face/probe.js';
import { type IndexMatch, TemplateIndex } from '../face/template-index.js';
import type { FaceOwner } from '../users/facial-data.js';
import { DecoyFaces } from './decoy-faces.js';
import { TemplateVault } from './template-vault.js';

export interface Verification {
  match: boolean;
  /** The best comparison score; undefined when no reference can be compared. */
  score: number | undefined;
  /** The reference that gave it. */
  faceId: string | undefined;
  threshold: number;
}

export type Identification<A> =
  | { outcome: 'identified'; account: A; score: number }
  | { outcome: 'unknown' }
  /** Two people are too alike to choose, or there are too many to search among. */
  | { outcome: 'undecided' };

/** Whose face it is, and is it this person's face. */
@Injectable()
export class FaceMatcher {
  constructor(
    private readonly comparer: FaceComparer,
    private readonly policy: DecisionPolicy,
    private readonly index: TemplateIndex,
    private readonly templates: TemplateVault,
    private readonly decoys: DecoyFaces,
  ) {}

  /** Whether so many faces are enrolled that no search among them is good enough. */
  get tooMany(): boolean {
    return this.policy.identificationThreshold(this.index.size) === undefined;
  }

  /**
   * 1:N: the account with the best match, far enough ahead of the next. The index only proposes: another process may have
   * changed the rows since, so they decide. What is not as the rows have it is put right, and the search goes on.
   * @param findAccount reads the row as it is now
   * @throws ProblemError `BUSY`
   */
  async identify<A extends FaceOwner>(
    probe: Probe,
    findAccount: (userId: string) => Promise<A | null>,
  ): Promise<Identification<A>> {
    for (;;) {
      const threshold = this.policy.identificationThreshold(this.index.size);
      if (threshold === undefined) return { outcome: 'undecided' };
      const [best, next] = await this.index.search(probe.vector, 2);
      if (!best || best.score < threshold) return { outcome: 'unknown' };
      const rival = next && best.score - next.score < this.policy.margin ? next : undefined;
      const account = await this.confirm(probe, best, findAccount);
      if (!account || (rival && !(await this.confirm(probe, rival, findAccount)))) continue;
      return rival ? { outcome: 'undecided' } : { outcome: 'identified', account, score: best.score };
    }
  }

  /** As {@link verify}, for a name that may be nobody's: it takes as long, and is nobody's face. */
  isFaceOf(probe: Probe, account: FaceOwner | null): boolean {
    const { match } = this.verify(probe, account ?? this.decoys.owner);
    return match && account !== null;
  }

  /** 1:1, against the rows themselves, so that it holds whichever process enrolled them. */
  verify(probe: Probe, account: FaceOwner): Verification {
    const { vectors } = this.templates.openAll(account);
    const threshold = this.policy.verificationThreshold(vectors.length);
    const scores = vectors.map(({ faceId, vector }) => ({ faceId, score: this.comparer.score(probe.vector, vector) }));
    const [best] = scores.toSorted((one, other) => other.score - one.score);
    return {
      match: best !== undefined && best.score >= threshold,
      score: best?.score,
      faceId: best?.faceId,
      threshold,
    };
  }

  /** Whether every file of an account that has no template yet shows this face. One that cannot be compared does not. */
  isInEveryFile({ vector }: Probe, account: FaceOwner): boolean {
    const threshold = this.policy.verificationThreshold(1);
    const files = this.templates.openFiles(account);
    return files !== undefined && files.every((file) => this.comparer.score(vector, file) >= threshold);
  }

  /** The matched account when its row has the matched face; otherwise makes the index what the row says. */
  private async confirm<A extends FaceOwner>(
    probe: Probe,
    { owner, faceId, score }: IndexMatch,
    findAccount: (userId: string) => Promise<A | null>,
  ): Promise<A | undefined> {
    const account = await findAccount(owner);
    const vectors = account ? this.templates.openAll(account).vectors : [];
    const vector = vectors.find((stored) => stored.faceId === faceId)?.vector;
    if (!vector) await this.index.remove(faceId);
    else if (this.comparer.score(probe.vector, vector) === score) return account ?? undefined;
    else await this.index.add([{ owner, faceId, vector }]);
    return undefined;
  }
}
