import type { Closeness } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { DecisionPolicy } from '../face/decision-policy.js';
import { FaceComparer } from '../face/face-comparer.js';
import type { Probe } from '../face/probe.js';
import { type IndexMatch, TemplateIndex } from '../face/template-index.js';
import type { FaceOwner } from '../users/facial-data.js';
import { DecoyFaces } from './decoy-faces.js';
import { IndexEntries } from './index-entries.js';
import { TemplateVault } from './template-vault.js';

export type Identification<A> =
  | { outcome: 'identified'; account: A }
  | { outcome: 'unknown' }
  /** Two people are too alike to choose, or there are too many to search among. */
  | { outcome: 'undecided' };

/** Whose face it is, and is it this person's face. Tells decisions, never scores. */
@Injectable()
export class FaceMatcher {
  constructor(
    private readonly comparer: FaceComparer,
    private readonly policy: DecisionPolicy,
    private readonly index: TemplateIndex,
    private readonly templates: TemplateVault,
    private readonly entries: IndexEntries,
    private readonly decoys: DecoyFaces,
  ) {}

  /** Whether so many accounts have a face that no search among them with such a probe is good enough. */
  tooMany(of: Probe['of']): boolean {
    return this.policy.identificationThreshold(of, this.index.size) === undefined;
  }

  /**
   * 1:N: the account with the best match, far enough ahead of the next. The index only proposes: another process may have
   * changed the rows since, so they decide. What is not as the rows have it is put right, and the search goes on.
   * @param findAccount reads the row as it is now
   * @param strictly whether only a match at the least false match rate that was measured counts
   * @throws ProblemError `BUSY`
   */
  async identify<A extends FaceOwner>(
    { vector, of }: Probe,
    findAccount: (userId: string) => Promise<A | null>,
    { strictly = false } = {},
  ): Promise<Identification<A>> {
    for (;;) {
      const threshold = strictly
        ? this.policy.strictThreshold(of)
        : this.policy.identificationThreshold(of, this.index.size);
      if (threshold === undefined) return { outcome: 'undecided' };
      const [best, next] = await this.index.search(vector, 2);
      if (!best || best.score < threshold) return { outcome: 'unknown' };
      const rival = next && best.score - next.score < this.policy.margin ? next : undefined;
      const account = await this.confirm(vector, best, findAccount);
      if (!account || (rival && !(await this.confirm(vector, rival, findAccount)))) continue;
      return rival ? { outcome: 'undecided' } : { outcome: 'identified', account };
    }
  }

  /** As {@link verify}, for a name that may be nobody's: it takes as long, and is nobody's face. */
  isFaceOf(probe: Probe, account: FaceOwner | null): boolean {
    return this.verify(probe, account ?? this.decoys.owner) && account !== null;
  }

  /** 1:1, against the row itself, so that it holds whichever process enrolled the account. */
  verify({ vector, of }: Probe, account: FaceOwner): boolean {
    return this.score(vector, account) >= this.policy.verificationThreshold(of);
  }

  /**
   * As {@link verify}, in words for the person who asks, and stricter: what answers to chosen pictures tell of the template must
   * not add up (docs/adr/0019). The `same` person is a match at the least false match rate that was measured.
   */
  closeness({ vector, of }: Probe, account: FaceOwner): Closeness {
    const score = this.score(vector, account);
    if (score < this.policy.answerThreshold(of)) return 'other';
    return score >= this.policy.strictThreshold(of) ? 'same' : 'near';
  }

  /** Whether a picture is of the same person as every single reference of an account. */
  isLinked(vector: Float32Array, account: FaceOwner): boolean {
    const { references } = this.templates.open(account);
    return references.every((reference) => this.comparer.score(vector, reference) >= this.policy.linkageThreshold);
  }

  /**
   * Whether every file of an account that has no template yet shows this face. One that cannot be compared does not.
   * A session is compared with a picture as a template is.
   */
  isInEveryFile({ vector, of }: Probe, account: FaceOwner): boolean {
    const threshold = of === 'session' ? this.policy.verificationThreshold('picture') : this.policy.linkageThreshold;
    const files = this.templates.openFiles(account);
    return files !== undefined && files.every((file) => this.comparer.score(vector, file) >= threshold);
  }

  /** Of an account without a template: less than any threshold. */
  private score(vector: Float32Array, account: FaceOwner): number {
    const template = this.templates.open(account).vector;
    return template ? this.comparer.score(vector, template) : Number.NEGATIVE_INFINITY;
  }

  /** The matched account when its row has the template that matched; otherwise makes the index what the row says. */
  private async confirm<A extends FaceOwner>(
    vector: Float32Array,
    { owner, score }: IndexMatch,
    findAccount: (userId: string) => Promise<A | null>,
  ): Promise<A | undefined> {
    const account = await findAccount(owner);
    if (account && this.score(vector, account) === score) return account;
    await this.entries.refresh(owner);
    return undefined;
  }
}
