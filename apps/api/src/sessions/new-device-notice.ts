import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import { AccountMails, type Addressee } from '../mail/account-mails.js';
import { deviceName } from '../common/http/device-name.js';
import { SessionsRepository } from './sessions.repository.js';

/** Tells people of sign-ins from devices that none of their sessions had: as far as a browser says what it is. */
@Injectable()
export class NewDeviceNotice {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly mails: AccountMails,
  ) {}

  /** To be called before the session is there. */
  async tell(transaction: Transaction, user: Addressee, userAgent: string | null): Promise<void> {
    const known = await this.sessions.userAgents(transaction, user.id);
    if (known.some((agent) => kindOf(agent) === kindOf(userAgent))) return;
    await this.mails.newDevice(transaction, user, deviceName(userAgent));
  }
}

/** Versions change without anybody noticing. */
function kindOf(userAgent: string | null): string {
  return deviceName(userAgent) ?? userAgent ?? '';
}
