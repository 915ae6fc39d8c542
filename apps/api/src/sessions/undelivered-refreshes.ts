import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { SessionsRepository } from './sessions.repository.js';

/**
 * Refreshes whose answer was never sent, because the page was reloaded or closed in the middle. The browser has the old
 * cookie then, and to send it again is no sign of a copy: the exchange is undone as long as nobody has used what it gave.
 * Nothing is won by hanging up: who does so gets no token, and has the one that was there before.
 */
@Injectable()
export class UndeliveredRefreshes {
  private readonly logger = new Logger(UndeliveredRefreshes.name);

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly transactions: Transactions,
  ) {}

  /** @param signal fires when the connection ends with the answer unsent; both tokens as they are stored */
  takeBackUnlessSent(spent: string, given: string, signal: AbortSignal): void {
    const takeBack = () => void this.takeBack(spent, given);
    if (signal.aborted) takeBack();
    else signal.addEventListener('abort', takeBack, { once: true });
  }

  private async takeBack(spent: string, given: string): Promise<void> {
    try {
      await this.transactions.run((transaction) => this.sessions.takeBack(transaction, spent, given));
    } catch (error) {
      this.logger.warn(`A refresh could not be taken back: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}
