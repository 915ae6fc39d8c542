import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { isMissing } from '../common/files/durable-files.js';
import { DAY_MS, RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import { outboxOf } from './outbox-folder.js';

export const OUTBOX_MAIL_DAYS = 30;

/** Mails that went to the outbox, and what a crash left of one: whether or not mails go there today. */
@Injectable()
export class OldOutboxMails extends RetentionRule {
  override readonly what = 'old mails of the outbox';

  constructor(private readonly config: AppConfig) {
    super();
  }

  override async run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    const folder = outboxOf(this.config);
    let count = 0;
    for (const name of await namesIn(folder)) {
      const path = join(folder, name);
      if ((await writtenMs(path)) >= nowMs - OUTBOX_MAIL_DAYS * DAY_MS) continue;
      if (!dryRun) await rm(path, { force: true });
      count += 1;
    }
    return count;
  }
}

/** Never, of what another server has removed. */
async function writtenMs(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Drafts and mails; there may be no folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /\.(eml|draft)$/.test(name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
