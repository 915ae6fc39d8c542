import { randomUUID } from 'node:crypto';
import {
  ACTIVITY_MAX_LIMIT,
  type ActivityPage,
  type ErrorCode,
  type SignInEvent,
  type SignInMethod,
} from '@facegate/contracts';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { deviceName } from './device-name.js';
import type { SignInEventEntity } from './sign-in-event.entity.js';
import { type NewSignInEvent, type PageEnd, SignInEventsRepository } from './sign-in-events.repository.js';

/** Past that many the database is away or drowned, and memory is not the place to keep them. */
const MAX_WAITING = 1000;

export interface SignInAttempt {
  userId: string;
  method: SignInMethod;
  /** Why it failed, if it did. */
  reason?: ErrorCode;
  userAgent: string | null;
}

/**
 * What happened at the door of each account. Written behind the answer, which must not tell by the time it takes that
 * there was an account to write about. What cannot be written is in the log.
 */
@Injectable()
export class SignInHistory implements BeforeApplicationShutdown {
  private readonly logger = new Logger(SignInHistory.name);
  private written: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly events: SignInEventsRepository) {}

  record({ userId, method, reason, userAgent }: SignInAttempt): void {
    const event: NewSignInEvent = {
      id: randomUUID(),
      userId,
      at: new Date(),
      method,
      outcome: reason ? 'failure' : 'success',
      reason: reason ?? null,
      userAgent,
    };
    if (this.waiting >= MAX_WAITING) return this.lost(event, `${MAX_WAITING} others wait`);
    this.waiting += 1;
    this.written = this.written.then(() => this.write(event));
  }

  /** With all that this process recorded before. */
  async page(userId: string, limit: number, before?: PageEnd): Promise<ActivityPage> {
    await this.written;
    const events = await this.events.page(userId, limit + 1, before);
    const last = events.length > limit ? events[limit - 1] : undefined;
    return { events: events.slice(0, limit).map(shown), ...(last && { next: last.id }) };
  }

  /** Everything, newest first, a page at a time. */
  async *pages(userId: string): AsyncGenerator<SignInEvent[]> {
    let page = await this.page(userId, ACTIVITY_MAX_LIMIT);
    yield page.events;
    while (page.next) {
      page = await this.page(userId, ACTIVITY_MAX_LIMIT, { id: page.next });
      yield page.events;
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.written;
  }

  private async write(event: NewSignInEvent): Promise<void> {
    try {
      await this.events.insert(event);
    } catch (error) {
      this.lost(event, error);
    } finally {
      this.waiting -= 1;
    }
  }

  private lost({ userId, at, method, outcome }: NewSignInEvent, cause: unknown): void {
    this.logger.error(`Not in the history: ${outcome} by ${method} of ${userId} at ${at.toISOString()}`, cause);
  }
}

function shown({ id, at, method, outcome, reason, userAgent }: SignInEventEntity): SignInEvent {
  const device = deviceName(userAgent);
  return { id, time: at.toISOString(), method, outcome, ...(reason && { reason }), ...(device && { device }) };
}
