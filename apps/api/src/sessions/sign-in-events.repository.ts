import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SignInEventEntity } from './sign-in-event.entity.js';

export type NewSignInEvent = Omit<SignInEventEntity, 'user'>;

/** Where a page ends: at an event that was seen, or at a time. */
export type PageEnd = { id: string } | { at: Date };

@Injectable()
export class SignInEventsRepository {
  constructor(@InjectRepository(SignInEventEntity) private readonly events: Repository<SignInEventEntity>) {}

  /** Nothing for an account that is gone by now. */
  async insert({ id, userId, at, method, outcome, reason, userAgent }: NewSignInEvent): Promise<void> {
    await this.events.query(
      `INSERT INTO sign_in_events (id, user_id, at, method, outcome, reason, user_agent)
       SELECT $1::uuid, users.id, $3::timestamptz, $4::text, $5::text, $6::text, $7::text FROM users WHERE users.id = $2`,
      [id, userId, at, method, outcome, reason, userAgent],
    );
  }

  /** Newest first; none before another person's event. */
  async page(userId: string, limit: number, before?: PageEnd): Promise<SignInEventEntity[]> {
    const query = this.events.createQueryBuilder('event').where('event.user_id = :userId', { userId });
    if (before && 'at' in before) query.andWhere('event.at < :at', before);
    if (before && 'id' in before)
      query.andWhere(
        `(event.at, event.id) < (SELECT at, id FROM sign_in_events WHERE id = :id AND user_id = :userId)`,
        before,
      );
    return query.orderBy('event.at', 'DESC').addOrderBy('event.id', 'DESC').limit(limit).getMany();
  }
}
