import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AuditEventsRepository } from './audit-events.repository.js';
import { type Place, placeInWords } from './chain-link.js';

const EVERY_MS = 3_600_000;

/**
 * Writes to the log where the audit trail ends, each hour: a log that is kept elsewhere knows better than a database and a
 * data folder that are put back together. `audit verify` holds the trail against a line of it.
 */
@Injectable()
export class AuditEndLog implements OnApplicationShutdown {
  private readonly logger = new Logger('AuditEnd');
  private timer: NodeJS.Timeout | undefined;
  private told: Place | undefined;

  constructor(private readonly events: AuditEventsRepository) {}

  start(): void {
    void this.tell();
    this.timer = setInterval(() => void this.tell(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Never fails: a database that is away is asked again in an hour. */
  async tell(): Promise<void> {
    try {
      const { head } = await this.events.ends();
      if (head.seq === 0 || head.hash === this.told?.hash) return;
      this.told = head;
      this.logger.log(`The audit trail ends with ${placeInWords(head)}`);
    } catch (error) {
      this.logger.warn(`The end of the audit trail cannot be read: ${String(error)}`);
    }
  }
}
