import type { ErrorCode, SignInMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';

/** A row of `sign_in_events`, which the audit trail took the place of. */
export interface OldSignIn {
  userId: string;
  at: Date;
  method: SignInMethod;
  reason: ErrorCode | null;
  userAgent: string | null;
}

@Injectable()
export class SignInEventsRepository {
  /** Removes the oldest and returns them; of several callers at once, each gets others. */
  async take(transaction: Transaction, limit: number): Promise<OldSignIn[]> {
    const [rows] = await transaction.query<[OldSignIn[], number]>(
      `DELETE FROM sign_in_events WHERE id IN (SELECT id FROM sign_in_events ORDER BY at, id LIMIT $1 FOR UPDATE)
       RETURNING user_id AS "userId", at, method, reason, user_agent AS "userAgent"`,
      [limit],
    );
    return rows.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  }
}
