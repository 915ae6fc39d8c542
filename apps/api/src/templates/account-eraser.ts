import { Injectable } from '@nestjs/common';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { Transactions } from '../database/transactions.js';
import { TemplateIndex } from '../face/template-index.js';
import { AccountMails } from '../mail/account-mails.js';
import { DataKeysRepository } from '../users/data-keys.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { PictureStore } from './picture-store.js';

/**
 * Erases an account. First, and for good, the data key: from then on nothing that is left of the person's faces opens,
 * wherever a copy lies. Whatever a crash leaves after that, the next start takes away.
 */
@Injectable()
export class AccountEraser {
  constructor(
    private readonly storedKeys: DataKeysRepository,
    private readonly users: UsersRepository,
    private readonly pictures: PictureStore,
    private readonly index: TemplateIndex,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly attempts: LogInAttempts,
  ) {}

  async erase(userId: string): Promise<void> {
    await this.storedKeys.destroy(userId);
    await this.finish(userId);
  }

  /** Those that a crash interrupted. Another process may be at the same: it harms nothing. @returns how many */
  async finishAll(): Promise<number> {
    const ids = await this.storedKeys.destroyed();
    for (const id of ids) await this.finish(id);
    return ids.length;
  }

  /** The row goes last: as long as it is there, it says that there is something to do. Then its owner is told. */
  private async finish(userId: string): Promise<void> {
    await this.index.removeOwner(userId);
    await this.pictures.removeAll(userId);
    await this.attempts.forget(userId);
    await this.transactions.run(async (transaction) => {
      const erased = await this.users.delete(transaction, userId);
      if (erased) await this.mails.accountErased(transaction, erased);
    });
  }
}
