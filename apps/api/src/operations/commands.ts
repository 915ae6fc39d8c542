import type { UserRole } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { DataFolder } from '../database/data-folder.js';
import { AccountEraser } from '../templates/account-eraser.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import { type Command, CommandFailed, type Report } from './command-line.js';
import { oneAtATime } from './command-lock.js';
import { KeyRotation } from './key-rotation.js';
import { Reindex } from './reindex.js';

/** Runs what the operator asks for. */
@Injectable()
export class Commands {
  constructor(
    private readonly folder: DataFolder,
    private readonly rotation: KeyRotation,
    private readonly reindex: Reindex,
    private readonly users: UsersRepository,
    private readonly eraser: AccountEraser,
  ) {}

  /** @throws CommandFailed; the reason of `signal` when it was aborted */
  run(command: Command, report: Report, signal: AbortSignal): Promise<void> {
    return oneAtATime(this.folder.path, () => {
      switch (command.name) {
        case 'rotate-keys':
          return this.rotation.rotateMaster(report, signal);
        case 'rotate-signing':
          return this.rotation.rotateSigning(report);
        case 'reindex':
          return this.reindex.run(report, signal);
        case 'erase-user':
          return this.erase(command.user, report);
        case 'set-role':
          return this.setRole(command.user, command.role, report);
      }
    });
  }

  private async erase(name: string, report: Report): Promise<void> {
    const user = await this.demand(name);
    await this.eraser.erase(user.id);
    report(`Erased ${user.username} (${user.id}): key, faces, sessions and account.`);
  }

  private async setRole(name: string, role: UserRole, report: Report): Promise<void> {
    const user = await this.demand(name);
    await this.users.setRole(user.id, role);
    report(`${user.username} (${user.id}) is ${role} now.`);
  }

  private async demand(name: string): Promise<UserEntity> {
    const user = await this.users.findByName(name);
    if (!user) throw new CommandFailed(`Nobody has the username or e-mail address ${name}.`);
    return user;
  }
}
