import type { UserRole } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { Transactions } from '../database/transactions.js';
import { FactorChanges } from '../factors/factor-changes.js';
import { SignInGate } from '../factors/sign-in-gate.js';
import { AccountEraser } from '../templates/account-eraser.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import { CommandFailed, type Report } from './command-line.js';

/** `user …` */
@Injectable()
export class UserCommands {
  constructor(
    private readonly users: UsersRepository,
    private readonly eraser: AccountEraser,
    private readonly gate: SignInGate,
    private readonly factors: FactorChanges,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws CommandFailed */
  async erase(name: string, report: Report): Promise<void> {
    const user = await this.demand(name);
    const receipt = await this.eraser.erase(user.id, 'operator');
    report(`Erased ${user.username} (${user.id}): key, faces, sessions and account.`);
    report(JSON.stringify(receipt));
  }

  /** @throws CommandFailed */
  async signOut(name: string, report: Report): Promise<void> {
    const { id, username } = await this.demand(name);
    const ended = await this.transactions.run(async (transaction) => {
      const count = await this.gate.signOut(transaction, id);
      await this.audit.append(transaction, { ...endedByOperator(count), userId: id });
      return count;
    });
    report(`Ended ${ended} sessions of ${username} (${id}).`);
  }

  async signOutEverybody(report: Report): Promise<void> {
    const ended = await this.transactions.run(async (transaction) => {
      const count = await this.gate.signOutEverybody(transaction);
      await this.audit.append(transaction, endedByOperator(count));
      return count;
    });
    report(`Ended ${ended} sessions.`);
  }

  /** @throws CommandFailed */
  async removeFactors(name: string, report: Report): Promise<void> {
    const { id, username } = await this.demand(name);
    const removed = await this.factors.removeAll(id);
    if (removed.length === 0) throw new CommandFailed(`${username} (${id}) has no second factor.`);
    report(`Removed of ${username} (${id}): ${removed.join(', ')}, recovery codes. All their sessions have ended.`);
  }

  /** @throws CommandFailed */
  async setRole(name: string, role: UserRole, report: Report): Promise<void> {
    const { id, username } = await this.demand(name);
    await this.transactions.run(async (transaction) => {
      await this.users.setRole(transaction, id, role);
      await this.audit.append(transaction, { action: 'role-changed', actor: 'operator', userId: id, detail: role });
    });
    report(`${username} (${id}) is ${role} now.`);
  }

  private async demand(name: string): Promise<UserEntity> {
    const user = await this.users.findByName(name);
    if (!user) throw new CommandFailed(`Nobody has the username or e-mail address ${name}.`);
    return user;
  }
}

function endedByOperator(count: number) {
  return { action: 'session-ended', actor: 'operator', detail: String(count) } as const;
}
