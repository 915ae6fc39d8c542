import { Injectable } from '@nestjs/common';
import { RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { UsersRepository } from '../users/users.repository.js';
import { PictureStore } from './picture-store.js';

/** Files that belong to nobody: of a restored backup, of a hand that slipped, of a fault of ours. */
@Injectable()
export class OrphanPictures extends RetentionRule {
  override readonly what = 'orphaned files';

  constructor(
    private readonly users: UsersRepository,
    private readonly pictures: PictureStore,
  ) {
    super();
  }

  override async run({ dryRun }: RetentionRun): Promise<number> {
    const orphans = await this.pictures.orphans((userId) => this.enrolled(userId));
    if (!dryRun) for (const orphan of orphans) await this.pictures.removeOrphan(orphan);
    return orphans.length;
  }

  /** A folder may have any name. */
  private enrolled(userId: string): Promise<Set<string>> {
    return UUID.test(userId) ? this.users.faceIds([userId]) : Promise.resolve(new Set());
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
