import { Injectable } from '@nestjs/common';
import { RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { AccountEraser } from './account-eraser.js';

/** Accounts whose data key is destroyed, and whose row stayed because something failed on the way. */
@Injectable()
export class UnfinishedErasures extends RetentionRule {
  override readonly what = 'half-erased accounts';

  constructor(private readonly eraser: AccountEraser) {
    super();
  }

  override run({ dryRun }: RetentionRun): Promise<number> {
    return dryRun ? this.eraser.unfinished() : this.eraser.finishAll();
  }
}
