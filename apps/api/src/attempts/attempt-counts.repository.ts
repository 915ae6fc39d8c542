import { Injectable } from '@nestjs/common';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AttemptCountEntity } from './attempt-count.entity.js';
import { AttemptStore, type Counts } from './attempt-store.js';
import type { Count } from './count.js';

const SWEEP_EVERY_MS = 60_000;
const SWEPT_AT_ONCE = 1000;

/** A row that was not there is made first, so that there is something to lock; in the order of keys, so that no two wait for each other. */
const LOCK = `
  INSERT INTO attempt_counts (key, attempts, open_at, forget_at)
  SELECT key, 0, now(), now() FROM unnest($1::text[]) AS key ORDER BY key
  ON CONFLICT (key) DO UPDATE SET key = excluded.key
  RETURNING key, attempts, open_at AS "openAt", forget_at AS "forgetAt"`;

const WRITE = `
  UPDATE attempt_counts SET attempts = new.attempts, open_at = new.open_at, forget_at = new.forget_at
  FROM unnest($1::text[], $2::int[], $3::timestamptz[], $4::timestamptz[]) AS new (key, attempts, open_at, forget_at)
  WHERE attempt_counts.key = new.key`;

const SWEEP = `
  DELETE FROM attempt_counts WHERE key IN (
    SELECT key FROM attempt_counts WHERE forget_at <= $1 LIMIT ${SWEPT_AT_ONCE} FOR UPDATE SKIP LOCKED
  )`;

/** Counts in the database. */
@Injectable()
export class AttemptCountsRepository extends AttemptStore {
  /** By a clock that nobody sets. */
  private sweptAtMs = -SWEEP_EVERY_MS;

  constructor(private readonly transactions: Transactions) {
    super();
  }

  override async change(keys: readonly string[], change: (counts: Counts) => Counts): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const before = await locked(transaction, keys);
      const after = change(before);
      if (after !== before) await write(transaction, keys, after);
      await drop(transaction, keys, after);
    });
    await this.sweep();
  }

  /** Whoever looks at the database tries out the same table. */
  override tryOut(): Promise<void> {
    return Promise.resolve();
  }

  /** Takes away what is forgotten. */
  private async sweep(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - this.sweptAtMs < SWEEP_EVERY_MS) return;
    this.sweptAtMs = nowMs;
    // The clock that the counts were written by, which is not the database's.
    const now = new Date();
    const sweepSome = async (transaction: Transaction) =>
      (await transaction.query<[unknown, number]>(SWEEP, [now]))[1] === SWEPT_AT_ONCE;
    // Many callers can leave more in a minute than one statement should take.
    while (await this.transactions.run(sweepSome));
  }
}

async function locked(transaction: Transaction, keys: readonly string[]): Promise<Counts> {
  const rows = await transaction.query<AttemptCountEntity[]>(LOCK, [keys]);
  const found = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => {
    const row = found.get(key);
    if (!row?.attempts) return undefined;
    return {
      attempts: row.attempts,
      openAt: row.openAt.getTime(),
      forgetAt: row.forgetAt && row.forgetAt.getTime(),
    };
  });
}

async function write(transaction: Transaction, keys: readonly string[], counts: Counts): Promise<void> {
  const kept = keys.flatMap((key, at): (Count & { key: string })[] => {
    const count = counts[at];
    return count ? [{ key, ...count }] : [];
  });
  if (kept.length === 0) return;
  await transaction.query(WRITE, [
    kept.map(({ key }) => key),
    kept.map(({ attempts }) => attempts),
    kept.map(({ openAt }) => new Date(openAt)),
    kept.map(({ forgetAt }) => forgetAt && new Date(forgetAt)),
  ]);
}

/** Those without a count, the rows that were made to be locked among them. */
async function drop(transaction: Transaction, keys: readonly string[], counts: Counts): Promise<void> {
  const gone = keys.filter((_key, at) => counts[at] === undefined);
  if (gone.length > 0) await transaction.query('DELETE FROM attempt_counts WHERE key = ANY($1)', [gone]);
}
