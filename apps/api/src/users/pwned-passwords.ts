import { Injectable, Logger } from '@nestjs/common';
import { pwnedPassword } from 'hibp';
import { AppConfig } from '../config/app-config.js';

const TIMEOUT_MS = 2000;

/**
 * Whether a password is in a known leak, asked of the range service that the operator names, if any: it learns five of forty
 * digits of the SHA-1, padded answers tell nobody on the way more. A service that does not answer keeps nobody out.
 */
@Injectable()
export class PwnedPasswords {
  private readonly logger = new Logger(PwnedPasswords.name);

  constructor(private readonly config: AppConfig) {}

  async has(password: string): Promise<boolean> {
    const { pwnedPasswords } = this.config;
    if (!pwnedPasswords) return false;
    const baseUrl = pwnedPasswords.href.replace(/\/$/, '');
    try {
      return (await pwnedPassword(password, { baseUrl, addPadding: true, timeoutMs: TIMEOUT_MS })) > 0;
    } catch (error) {
      this.logger.warn(`Leaked passwords are not checked: ${error instanceof Error ? error.message : 'unknown error'}`);
      return false;
    }
  }
}
