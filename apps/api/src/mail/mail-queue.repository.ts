import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { QueuedMailEntity } from './queued-mail.entity.js';

export type NewMail = Pick<QueuedMailEntity, 'kind' | 'userId' | 'address' | 'language' | 'details'>;

export const FIRST_WAIT_S = 10;
export const LONGEST_WAIT_S = 3600;

/** Also one that waits longer than it was ever told to: the database's clock was set back since. */
const DUE = `(due_at <= now() OR due_at > now() + make_interval(secs => CASE attempts WHEN 0 THEN 0
  ELSE GREATEST($1, LEAST(${LONGEST_WAIT_S}, ${FIRST_WAIT_S} * power(2, LEAST(attempts, 20) - 1))) END))`;

/** Times are those of the database: several servers send from one queue. */
@Injectable()
export class MailQueueRepository {
  constructor(@InjectRepository(QueuedMailEntity) private readonly mails: Repository<QueuedMailEntity>) {}

  /** @param transaction of what the mail tells of: both are there, or neither */
  async insert(mail: NewMail, transaction?: Transaction): Promise<void> {
    const mails = transaction?.getRepository(QueuedMailEntity) ?? this.mails;
    await mails.insert({ id: randomUUID(), ...mail });
  }

  /**
   * The mail that is due longest, for this caller alone until the lease is over.
   * @returns undefined when none is due
   */
  async claim(leaseSeconds: number): Promise<QueuedMailEntity | undefined> {
    const [claimed] = await this.mails.query<[{ id: string }[], number]>(
      `UPDATE queued_mails SET attempts = attempts + 1, due_at = now() + make_interval(secs => $1)
       WHERE id = (SELECT id FROM queued_mails WHERE ${DUE} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [leaseSeconds],
    );
    const id = claimed[0]?.id;
    return id === undefined ? undefined : ((await this.mails.findOneBy({ id })) ?? undefined);
  }

  async postpone({ id }: QueuedMailEntity, seconds: number): Promise<void> {
    await this.mails.query(`UPDATE queued_mails SET due_at = now() + make_interval(secs => $2) WHERE id = $1`, [
      id,
      seconds,
    ]);
  }

  async remove({ id }: QueuedMailEntity): Promise<void> {
    await this.mails.delete({ id });
  }

  count(): Promise<number> {
    return this.mails.count();
  }
}
