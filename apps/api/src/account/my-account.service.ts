import type { AuditAction, ErasureReceipt, UpdateAccountRequest } from '@facegate/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { Place } from '../attempts/caller.js';
import { NameQuestions } from '../attempts/name-questions.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { ProblemError } from '../common/problem-error.js';
import { isSameAddress } from '../common/text/identity-keys.js';
import { Transactions } from '../database/transactions.js';
import { SecondFactorTickets } from '../factors/second-factor-tickets.js';
import { AccountMails } from '../mail/account-mails.js';
import { MailLimits } from '../mail/mail-limits.js';
import { PasswordProof } from '../proofs/password-proof.js';
import { RecentAuthentication } from '../proofs/recent-authentication.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { AccountEraser } from '../templates/account-eraser.js';
import { FreeNames } from '../templates/free-names.js';
import { Accounts } from '../users/accounts.js';
import { EmailAddresses } from '../users/email-addresses.js';
import type { UserEntity } from '../users/user.entity.js';
import type { AccountChanges } from '../users/users.repository.js';

/** What the person signed in can do with the account itself. */
@Injectable()
export class MyAccountService {
  private readonly logger = new Logger(MyAccountService.name);

  constructor(
    private readonly accounts: Accounts,
    private readonly password: PasswordProof,
    private readonly recent: RecentAuthentication,
    private readonly freeNames: FreeNames,
    private readonly addresses: EmailAddresses,
    private readonly sessions: SessionsService,
    private readonly tickets: SecondFactorTickets,
    private readonly eraser: AccountEraser,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly limits: MailLimits,
    private readonly names: NameQuestions,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * All of it or nothing. A new password ends every other session.
   * @throws ProblemError `CREDENTIALS_INVALID`, `TOO_MANY_ATTEMPTS`, `USERNAME_TAKEN`, `EMAIL_TAKEN`, `PASSWORD_TOO_COMMON`, `STEP_UP_REQUIRED`, or `VALIDATION_FAILED` without a password
   * where one is asked for
   */
  async change(session: SignedInSession, request: UpdateAccountRequest, place: Place): Promise<UserEntity> {
    const { userId } = session;
    const user = await this.accounts.demand(userId);
    if (asksForSecondFactor(user, request)) await this.recent.demandSecondFactor(session);
    if (asksForPassword(user, request)) {
      if (request.currentPassword === undefined) throw currentPasswordMissing();
      await this.demandPassword(user, request.currentPassword, 'currentPassword');
    }
    const changes = await this.accounts.prepareChanges(user, request);
    if (Object.keys(changes).length === 0) return user;
    // Each writes to an address that nobody has confirmed, which may be a stranger's.
    if (changes.email !== undefined) await this.limits.countOwnMail(userId);
    const write = async () => {
      await this.freeNames.makeFree(userId, changes);
      return this.write(user, session, changes);
    };
    const asksForNames = changes.username !== undefined || changes.email !== undefined;
    return asksForNames ? this.names.whileChanging(userId, place, write) : write();
  }

  private write(
    user: UserEntity,
    { userId, sessionId }: SignedInSession,
    changes: AccountChanges,
  ): Promise<UserEntity> {
    return this.transactions.run(async (transaction) => {
      const { before, after } = await this.accounts.change(transaction, user, changes);
      if (changes.passwordHash !== undefined) {
        await this.sessions.endOthers(userId, sessionId, transaction);
        await this.tickets.endAll(transaction, userId);
        // To the address that the account had: who takes it over could change both at once.
        await this.mails.passwordChanged(transaction, user, 'password-changed');
      }
      if (changes.email !== undefined) {
        const left = await this.addresses.leave(transaction, before);
        await this.mails.emailChanged(transaction, before, after, left);
      }
      const records = actionsOf(changes).map((action) => ({ action, actor: 'self' as const, userId }));
      await this.audit.append(transaction, ...records);
      return after;
    });
  }

  /** @throws ProblemError `CREDENTIALS_INVALID`, `TOO_MANY_ATTEMPTS`, `STEP_UP_REQUIRED` */
  async erase(session: SignedInSession, password: string): Promise<ErasureReceipt> {
    const { userId } = session;
    await this.recent.demandSecondFactor(session);
    await this.demandPassword(await this.accounts.demand(userId), password, 'password');
    const receipt = await this.eraser.erase(userId, 'self');
    this.logger.log(`An account was erased by its owner: receipt ${receipt.id}`);
    return receipt;
  }

  /** Whoever sits at an open session and guesses is seen by its owner. */
  private async demandPassword(user: UserEntity, password: string, field: string): Promise<void> {
    try {
      await this.password.demand(user, password, field);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'CREDENTIALS_INVALID')
        this.audit.record({ action: 'step-up', actor: 'unknown', userId: user.id, reason: error.code });
      throw error;
    }
  }
}

function actionsOf({ username, email, passwordHash }: AccountChanges): AuditAction[] {
  return [
    ...(username !== undefined ? ['username-changed' as const] : []),
    ...(email !== undefined ? ['email-changed' as const] : []),
    ...(passwordHash !== undefined ? ['password-changed' as const] : []),
  ];
}

/** Whatever the account is found and opened by: a name that is given up is another person's in a moment. */
function asksForSecondFactor(user: UserEntity, { username, email, password }: UpdateAccountRequest): boolean {
  return asksForPassword(user, { email, password }) || (username !== undefined && username !== user.username);
}

function asksForPassword(user: UserEntity, { email, password }: UpdateAccountRequest): boolean {
  return password !== undefined || (email !== undefined && !isSameAddress(email, user.email));
}

function currentPasswordMissing(): ProblemError {
  const detail = 'Enter your current password as well.';
  return new ProblemError('VALIDATION_FAILED', detail, {
    errors: [{ field: 'currentPassword', code: 'isNotEmpty', detail }],
  });
}
