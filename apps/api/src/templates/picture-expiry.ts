import { Injectable } from '@nestjs/common';
import { DAY_MS, RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import { UsersRepository } from '../users/users.repository.js';
import { PictureStore } from './picture-store.js';

/** Kept pictures grow old; their templates stay. */
@Injectable()
export class PictureExpiry extends RetentionRule {
  override readonly what = 'old pictures';

  constructor(
    private readonly config: AppConfig,
    private readonly users: UsersRepository,
    private readonly pictures: PictureStore,
  ) {
    super();
  }

  override async run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    const { pictureDays } = this.config;
    if (pictureDays === undefined) return 0;
    const before = nowMs - pictureDays * DAY_MS;
    let count = 0;
    for await (const page of this.users.everyonesFaces())
      for (const { id, facialData } of page) {
        const old = facialData.faces.filter(({ enrolledAt }) => Date.parse(enrolledAt) < before);
        if (old.length === 0) continue;
        const kept = await this.pictures.list(id);
        const expired = old.flatMap((face) => (kept.has(face.id) ? face.id : []));
        if (!dryRun) await this.pictures.remove(id, expired);
        count += expired.length;
      }
    return count;
  }
}
