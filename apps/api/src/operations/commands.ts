import { Injectable } from '@nestjs/common';
import { DataFolder } from '../database/data-folder.js';
import { patiently } from '../database/patience.js';
import { AuditCommands } from './audit-commands.js';
import { CleanCommand } from './clean-command.js';
import type { Command, Report } from './command-line.js';
import { oneAtATime } from './command-lock.js';
import { KeyRotation } from './key-rotation.js';
import { Reindex } from './reindex.js';
import { UserCommands } from './user-commands.js';

/** Runs what the operator asks for. */
@Injectable()
export class Commands {
  constructor(
    private readonly folder: DataFolder,
    private readonly rotation: KeyRotation,
    private readonly reindex: Reindex,
    private readonly users: UserCommands,
    private readonly audit: AuditCommands,
    private readonly cleaning: CleanCommand,
  ) {}

  /** @throws CommandFailed; the reason of `signal` when it was aborted */
  run(command: Command, report: Report, signal: AbortSignal): Promise<void> {
    return patiently(() => oneAtATime(this.folder.path, () => this.obey(command, report, signal)));
  }

  private obey(command: Command, report: Report, signal: AbortSignal): Promise<void> {
    switch (command.name) {
      case 'rotate-keys':
        return this.rotation.rotateMaster(report, signal);
      case 'rotate-signing':
        return this.rotation.rotateSigning(report);
      case 'reindex':
        return this.reindex.run(report, signal);
      case 'audit-verify':
        return this.audit.verify(command.known, report, signal);
      case 'audit-accept-restore':
        return this.audit.acceptRestore(report, signal);
      case 'audit-export':
        return this.audit.export(report, signal);
      case 'clean':
        return this.cleaning.run(command.dryRun, report, signal);
      case 'sign-out':
        return this.users.signOut(command.user, report);
      case 'sign-out-everybody':
        return this.users.signOutEverybody(report);
      case 'remove-factors':
        return this.users.removeFactors(command.user, report);
      case 'erase-user':
        return this.users.erase(command.user, report);
      case 'set-role':
        return this.users.setRole(command.user, command.role, report);
    }
  }
}
