import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { SealBroken } from '../common/crypto/seal.js';
import { ProblemError } from '../common/problem-error.js';
import { Transactions } from '../database/transactions.js';
import { FaceExtractor, type SampleFace } from '../face/face-extractor.js';
import { FaceVault } from '../templates/face-vault.js';
import type { FaceOwner } from '../users/facial-data.js';
import { UsersRepository } from '../users/users.repository.js';
import { CommandFailed, type Report } from './command-line.js';
import { Progress } from './progress.js';

const PAGE = 500;
/** What a picture can be refused for before a face is looked for. */
const UNREADABLE = new Set<string>(['IMAGE_INVALID', 'IMAGE_TOO_LARGE']);

/**
 * After a change of engine: looks at every kept picture again, with the engine in use, and replaces the templates that it
 * cannot compare. An account is one transaction and is done once it has the new model, so that this may be killed and run
 * again. Pictures stay, so that the way back is the same.
 */
@Injectable()
export class Reindex {
  constructor(
    private readonly users: UsersRepository,
    private readonly extractor: FaceExtractor,
    private readonly vault: FaceVault,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws CommandFailed when accounts are left that have to enrol anew */
  async run(report: Report, signal: AbortSignal): Promise<void> {
    const { model } = this.extractor.model;
    const progress = new Progress(await this.users.countOfOtherModels(model), 'accounts', report);
    const count = { done: 0, left: 0, gone: 0 };
    for await (const owner of this.ownersOfOtherModels(model)) {
      signal.throwIfAborted();
      count[await this.reembed(owner, signal)] += 1;
      progress.step();
    }
    const { done, left } = count;
    report(`Reindexed ${done} accounts for ${model}.`);
    this.audit.record({ action: 'templates-reindexed', actor: 'operator', detail: String(done) });
    if (left > 0)
      throw new CommandFailed(
        `${left} accounts keep their templates of another engine, because no picture of them was kept in which ${model} finds a face: these people have to log in by password, or enrol anew.`,
      );
  }

  /** Each is read when its turn comes. One that could not be done is not met again. */
  private async *ownersOfOtherModels(model: string): AsyncGenerator<FaceOwner> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const ids = await this.users.idsOfOtherModels(model, after, PAGE);
      const last = ids.at(-1);
      if (!last) return;
      for (const id of ids) {
        const owner = await this.users.findById(id);
        if (owner?.dataKey) yield owner;
      }
      after = last;
    }
  }

  private async reembed(owner: FaceOwner, signal: AbortSignal): Promise<'done' | 'left' | 'gone'> {
    const looked = await this.lookAtAll(owner, signal);
    const outcome = await this.transactions.run(async (transaction): Promise<'done' | 'left' | 'gone'> => {
      const current = await this.users.lock(transaction, owner.id);
      if (!current) return 'gone';
      const facialData = this.vault.reembedded(current, looked);
      if (!facialData) return 'left';
      await this.users.updateFacialData(transaction, owner.id, facialData);
      return 'done';
    });
    if (outcome === 'done') await this.vault.announce(owner.id);
    return outcome;
  }

  /** One after the other: log-ins get their turn in between. */
  private async lookAtAll(owner: FaceOwner, signal: AbortSignal): Promise<Map<string, SampleFace>> {
    const looked = new Map<string, SampleFace>();
    for (const { id, model } of owner.facialData.faces) {
      if (model === this.extractor.model.model) continue;
      const face = await this.look(owner, id, signal);
      if (face) looked.set(id, face);
    }
    return looked;
  }

  /** The face of a kept picture; undefined when there is none, or it cannot be read. */
  private async look(owner: FaceOwner, faceId: string, signal: AbortSignal): Promise<SampleFace | undefined> {
    try {
      const picture = await this.vault.picture(owner, faceId);
      if (!picture) return undefined;
      // Waits in line where log-ins keep the engine busy.
      return (await this.extractor.extract(picture, { signal, continues: true })).largest();
    } catch (error) {
      if (error instanceof SealBroken || (error instanceof ProblemError && UNREADABLE.has(error.code)))
        return undefined;
      throw error;
    }
  }
}
