import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { latestEnd } from '../common/life.js';
import type { Transaction } from '../database/transactions.js';
import { UserEntity } from '../users/user.entity.js';

/** When somebody used the account last: sessions that are not kept any more left that behind. */
const LAST_USE = `GREATEST(users.created_at, users.last_seen_at,
  (SELECT max(last_used_at) FROM sessions WHERE sessions.user_id = users.id))`;

const OVER = `${LAST_USE} < $1 AND idle_warned_at > ${LAST_USE} AND idle_warned_at <= $2`;

@Injectable()
export class IdleAccountsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** What was written before the clock was set back. A warning is none any more: it named a day that is too far away. */
  async moveFromLater(nowMs: number): Promise<void> {
    const parameters = [new Date(latestEnd(0, nowMs)), new Date(nowMs)];
    await this.dataSource.query(
      `UPDATE users SET idle_warned_at = CASE WHEN idle_warned_at <= $1 THEN idle_warned_at END,
         last_seen_at = CASE WHEN last_seen_at > $1 THEN $2 ELSE last_seen_at END
       WHERE idle_warned_at > $1 OR last_seen_at > $1`,
      parameters,
    );
  }

  /** Ids of accounts not used since, whose owners were told of it before `warnedBefore`. */
  over(unusedSince: Date, warnedBefore: Date): Promise<string[]> {
    return this.ids(`SELECT id FROM users WHERE ${OVER}`, [unusedSince, warnedBefore]);
  }

  /** Whether it still is one of {@link over}. */
  async isOver(id: string, unusedSince: Date, warnedBefore: Date): Promise<boolean> {
    const found = await this.ids(`SELECT id FROM users WHERE ${OVER} AND id = $3`, [unusedSince, warnedBefore, id]);
    return found.length > 0;
  }

  /** Ids of accounts not used since, whose owners were not told of it. */
  unwarned(unusedSince: Date): Promise<string[]> {
    const sql = `SELECT id FROM users
      WHERE ${LAST_USE} < $1 AND (idle_warned_at IS NULL OR idle_warned_at <= ${LAST_USE})`;
    return this.ids(sql, [unusedSince]);
  }

  /** Undefined when it was used, or its owner told, in the meantime. */
  async markWarned(
    transaction: Transaction,
    id: string,
    unusedSince: Date,
    now: Date,
  ): Promise<UserEntity | undefined> {
    const [, count] = await transaction.query<[unknown, number]>(
      `UPDATE users SET idle_warned_at = $3
       WHERE id = $1 AND ${LAST_USE} < $2 AND (idle_warned_at IS NULL OR idle_warned_at <= ${LAST_USE})`,
      [id, unusedSince, now],
    );
    return count === 1 ? ((await transaction.findOneBy(UserEntity, { id })) ?? undefined) : undefined;
  }

  private async ids(sql: string, parameters: unknown[]): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(sql, parameters);
    return rows.map(({ id }) => id);
  }
}
