import { randomUUID } from 'node:crypto';
import type { AuditActor, Destroyed, ErasureReceipt } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { FaceQuestions } from '../attempts/face-questions.js';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Transactions } from '../database/transactions.js';
import { AccountMails } from '../mail/account-mails.js';
import { SignedTokens } from '../tokens/signed-tokens.js';
import { DataKeysRepository } from '../users/data-keys.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { AccountRemains } from './account-remains.js';

const RECEIPT_TYPE = 'erasure+jwt';

/**
 * Erases an account. First, and for good, the data key: from then on nothing that is left of the person's faces opens,
 * wherever a copy lies. Whatever a crash leaves after that, the next start takes away.
 */
@Injectable()
export class AccountEraser {
  constructor(
    private readonly storedKeys: DataKeysRepository,
    private readonly users: UsersRepository,
    private readonly remains: AccountRemains,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly attempts: LogInAttempts,
    private readonly questions: FaceQuestions,
    private readonly audit: AuditTrail,
    private readonly tokens: SignedTokens,
  ) {}

  /** @param actor who asked for it. @returns what is left to show for it */
  async erase(userId: string, actor: AuditActor): Promise<ErasureReceipt> {
    const templates = (await this.users.faceIds([userId])).size;
    const dataKeys = await this.storedKeys.destroy(userId);
    const id = randomUUID();
    const rest = await this.finish(userId, actor, id);
    const receipt = { id, erasedAt: new Date().toISOString(), destroyed: { dataKeys, templates, ...rest } };
    return { ...receipt, proof: await this.tokens.attest(RECEIPT_TYPE, receipt) };
  }

  /** An account whose address nobody confirmed in time. False when it is none any more. */
  async eraseOverdue(userId: string, now: Date): Promise<boolean> {
    const destroyed = await this.transactions.run(async (transaction) =>
      (await this.users.holdOverdue(transaction, userId, now)) ? this.storedKeys.destroy(userId, transaction) : 0,
    );
    if (destroyed === 0) return false;
    await this.finish(userId, 'server', randomUUID());
    return true;
  }

  /** How many erasures a crash or a fault interrupted. */
  async unfinished(): Promise<number> {
    return (await this.storedKeys.destroyed()).length;
  }

  /** Those. Another process may be at the same: it harms nothing. @returns how many */
  async finishAll(): Promise<number> {
    const ids = await this.storedKeys.destroyed();
    for (const id of ids) await this.finish(id, 'server', randomUUID());
    return ids.length;
  }

  /** The row goes last: as long as it is there, it says that there is something to do. Then its owner is told. */
  private async finish(
    userId: string,
    actor: AuditActor,
    receiptId: string,
  ): Promise<Omit<Destroyed, 'dataKeys' | 'templates'>> {
    const { indexEntries, pictures, rows } = await this.remains.remove(userId);
    await this.attempts.forget(userId);
    await this.questions.forget(userId);
    const auditEvents = await this.transactions.run(async (transaction) => {
      const erased = await this.users.delete(transaction, userId);
      if (!erased) return undefined;
      const isUnconfirmed = actor === 'server' && erased.emailVerifiedAt === null && erased.confirmBy !== null;
      if (isUnconfirmed) await this.mails.unconfirmedErased(transaction, erased);
      else await this.mails.accountErased(transaction, erased);
      return this.audit.forget(transaction, erased.auditSubject, { actor, detail: receiptId });
    });
    return { indexEntries, pictures, rows: auditEvents === undefined ? 0 : rows, auditEvents: auditEvents ?? 0 };
  }
}
