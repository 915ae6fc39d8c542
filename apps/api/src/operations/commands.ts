import { Injectable } from '@nestjs/common';
import { DataFolder } from '../database/data-folder.js';
import { AccountEraser } from '../templates/account-eraser.js';
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
          return this.rotation.run(report, signal);
        case 'reindex':
          return this.reindex.run(report, signal);
        case 'erase-user':
          return this.erase(command.user, report);
      }
    });
  }

  private async erase(name: string, report: Report): Promise<void> {
    const user = await this.users.findByName(name);
    if (!user) throw new CommandFailed(`Nobody has the username or e-mail address ${name}.`);
    await this.eraser.erase(user.id);
    report(`Erased ${user.username} (${user.id}): key, faces, sessions and account.`);
  }
}
