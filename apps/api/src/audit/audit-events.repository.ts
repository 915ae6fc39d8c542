import { randomBytes, randomUUID } from 'node:crypto';
import type { AuditAction, AuditActor, ErrorCode, SignInMethod, SignInOutcome } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import type { CallOrigin } from '../common/http/call-origin.js';
import type { Transaction } from '../database/transactions.js';
import { UserEntity } from '../users/user.entity.js';
import { AuditChainEntity } from './audit-chain.entity.js';
import { AuditEventEntity } from './audit-event.entity.js';
import { AuditKeys } from './audit-keys.js';
import { linkHash, originDigest, type Place } from './chain-link.js';

/** The row of `audit_chain`. */
const CHAIN = 1;

/** Something that happened, on its way into the chain. */
export interface NewAuditEvent {
  at: Date;
  action: AuditAction;
  actor: AuditActor;
  reason?: ErrorCode;
  method?: SignInMethod;
  detail?: string;
  /** Whose account; nothing is written of one that is gone by now. */
  userId?: string;
  /** In place of `userId`, for an account that goes in the same transaction. */
  subject?: string;
  origin?: CallOrigin;
}

/** Where the chain begins and ends, as the database says. */
export interface ChainEnds {
  head: Place;
  pruned: Place & { keyId: string | null; mac: string | null };
}

/** Somebody removed the row that says where the chain ends: nothing can be appended, nor followed. */
export class ChainEndsMissing extends Error {
  override readonly name = 'ChainEndsMissing';

  constructor() {
    super('the end of the audit trail is gone from the database (audit_chain)');
  }
}

/** Appending, and what the chain itself needs. Reading for people is in `audit-pages.repository.ts`. */
@Injectable()
export class AuditEventsRepository {
  constructor(
    @InjectRepository(AuditEventEntity) private readonly events: Repository<AuditEventEntity>,
    private readonly keys: AuditKeys,
  ) {}

  /** Holds the chain until the transaction ends: it is to be the last thing there, and no row that others hold comes after. */
  async append(transaction: Transaction, news: readonly NewAuditEvent[]): Promise<void> {
    if (news.length === 0) return;
    let { seq, hash } = await this.hold(transaction);
    // Only now: whoever held the chain before may have erased an account.
    const subjects = await this.subjectsOf(transaction, news);
    const known = news.filter(({ userId }) => userId === undefined || subjects.has(userId));
    if (known.length === 0) return;
    // Only now: whoever appended before may have begun with a newer key.
    const { id: keyId, key } = await this.keys.current();
    const rows: AuditEventEntity[] = [];
    for (const event of known) {
      seq += 1;
      const { userId, subject = userId && subjects.get(userId) } = event;
      const row = { ...rowOf(event), seq, subject: subject ?? null, keyId };
      hash = linkHash(key, hash, row);
      rows.push({ ...row, hash });
    }
    await transaction.insert(AuditEventEntity, rows);
    await transaction.update(AuditChainEntity, { id: CHAIN }, { seq: String(seq), hash });
  }

  /** @throws ChainEndsMissing */
  async ends(transaction?: Transaction): Promise<ChainEnds> {
    const manager = transaction ?? this.events.manager;
    const chain = await manager.findOneBy(AuditChainEntity, { id: CHAIN });
    if (!chain) throw new ChainEndsMissing();
    const { seq, hash, prunedSeq, prunedHash, prunedKeyId, prunedMac } = chain;
    return {
      head: { seq: Number(seq), hash },
      pruned: { seq: Number(prunedSeq), hash: prunedHash, keyId: prunedKeyId, mac: prunedMac },
    };
  }

  /** {@link ends}, held, as by {@link append}. */
  async holdEnds(transaction: Transaction): Promise<ChainEnds> {
    await this.hold(transaction);
    return this.ends(transaction);
  }

  /** In the order of the chain, after the row `after`. */
  page(after: number, limit: number): Promise<AuditEventEntity[]> {
    return this.events
      .createQueryBuilder('event')
      .where('event.seq > :after', { after })
      .orderBy('event.seq')
      .limit(limit)
      .getMany();
  }

  async hashOf(seq: number): Promise<string | undefined> {
    const row = await this.events.findOne({ select: { seq: true, hash: true }, where: { seq } });
    return row?.hash;
  }

  /** When the newest row says that it was written. */
  async newestAt(): Promise<Date | undefined> {
    const [newest] = await this.events.find({ order: { seq: 'DESC' }, take: 1 });
    return newest?.at;
  }

  /** The last of the rows at the beginning that are all older than `before`. Held, as by {@link append}. */
  async lastBefore(transaction: Transaction, before: Date): Promise<Place | undefined> {
    const head = await this.hold(transaction);
    const [row] = await transaction.query<{ seq: string; hash: string }[]>(
      `SELECT seq, hash FROM audit_events
       WHERE seq <= COALESCE((SELECT min(seq) - 1 FROM audit_events WHERE at >= $1), $2::bigint)
       ORDER BY seq DESC LIMIT 1`,
      [before, head.seq],
    );
    return row && { seq: Number(row.seq), hash: row.hash };
  }

  /** Removes the rows up to a place. @returns how many */
  async removeUpTo(transaction: Transaction, pruned: ChainEnds['pruned']): Promise<number> {
    const { affected } = await transaction
      .createQueryBuilder()
      .delete()
      .from(AuditEventEntity)
      .where('seq <= :seq', { seq: pruned.seq })
      .execute();
    await transaction.update(
      AuditChainEntity,
      { id: CHAIN },
      { prunedSeq: String(pruned.seq), prunedHash: pruned.hash, prunedKeyId: pruned.keyId, prunedMac: pruned.mac },
    );
    return affected ?? 0;
  }

  /**
   * Takes what says where they were out of all events of an account, of which none can come after. Held, as by
   * {@link append}. @returns of how many
   */
  async forgetOrigins(transaction: Transaction, subject: string): Promise<number> {
    // First: one that somebody is about to commit would be missed.
    await this.hold(transaction);
    const [, count] = await transaction.query<[unknown, number]>(
      'UPDATE audit_events SET origin = NULL, origin_salt = NULL WHERE subject = $1 AND origin IS NOT NULL',
      [subject],
    );
    return count;
  }

  private async hold(transaction: Transaction): Promise<Place> {
    const lock = { mode: 'pessimistic_write' } as const;
    const chain = await transaction.findOne(AuditChainEntity, { where: { id: CHAIN }, lock });
    if (!chain) throw new ChainEndsMissing();
    return { seq: Number(chain.seq), hash: chain.hash };
  }

  private async subjectsOf(transaction: Transaction, news: readonly NewAuditEvent[]): Promise<Map<string, string>> {
    const ids = new Set(news.flatMap(({ userId }) => userId ?? []));
    if (ids.size === 0) return new Map();
    const select = { id: true, auditSubject: true };
    const users = await transaction.find(UserEntity, { select, where: { id: In([...ids]) } });
    return new Map(users.map(({ id, auditSubject }) => [id, auditSubject]));
  }
}

function rowOf({ at, action, actor, reason, method, detail, origin = {} }: NewAuditEvent) {
  const outcome: SignInOutcome = reason ? 'failure' : 'success';
  const fields = { id: randomUUID(), at, action, actor, outcome };
  const more = { reason: reason ?? null, method: method ?? null, detail: detail ?? null };
  if (Object.keys(origin).length === 0)
    return { ...fields, ...more, origin: null, originSalt: null, originDigest: null };
  const originSalt = randomBytes(16).toString('base64url');
  return { ...fields, ...more, origin, originSalt, originDigest: originDigest(originSalt, origin) };
}
