import { Injectable } from '@nestjs/common';
import { CleanUp } from '../retention/clean-up.js';
import type { Report } from './command-line.js';

/** `clean` */
@Injectable()
export class CleanCommand {
  constructor(private readonly cleanUp: CleanUp) {}

  async run(dryRun: boolean, report: Report, signal: AbortSignal): Promise<void> {
    for (const { what, count } of await this.cleanUp.run({ dryRun }, signal))
      report(`${dryRun ? 'Would remove' : 'Removed'} ${count} ${what}.`);
  }
}
