import { randomBytes } from 'node:crypto';
import { RECOVERY_CODES } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { secretTokenHash } from '../common/crypto/secret-token.js';
import type { Transaction } from '../database/transactions.js';
import { codeInvalid } from './authenticator-app.js';
import { RecoveryCodesRepository } from './recovery-codes.repository.js';

/** Crockford's base32: no letter looks like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 125 bits, past the 112 from which NIST SP 800-63B-4 §3.1.2.2 asks for no slow hash. */
const CODE_LENGTH = 25;
const GROUP_LENGTH = 5;

/** For who lost the other second factors: random, each good once, and only their hashes are kept. */
@Injectable()
export class RecoveryCodes {
  constructor(private readonly codes: RecoveryCodesRepository) {}

  left(userId: string): Promise<number> {
    return this.codes.count(userId);
  }

  /** In place of all that there are. @returns them, for the only time */
  async renew(transaction: Transaction, userId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await this.codes.replace(transaction, userId, codes.map(hashOf));
    return codes;
  }

  removeAll(transaction: Transaction, userId: string): Promise<void> {
    return this.codes.replace(transaction, userId, []);
  }

  /**
   * Takes a code, each once. Tries are counted by the ticket only: nobody guesses 125 bits, and whoever uses up those of
   * the app must not take this way from its owner as well.
   * @throws ProblemError `SECOND_FACTOR_INVALID`
   */
  async show(userId: string, code: string): Promise<void> {
    if (!(await this.codes.take(userId, hashOf(code)))) throw codeInvalid();
  }
}

/** `x0x0x-x0x0x-x0x0x-x0x0x-x0x0x`. 32 divides 256, so that every letter is as likely as any other. */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(CODE_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  const groups = Array.from({ length: CODE_LENGTH / GROUP_LENGTH }, (_, at) =>
    letters.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH).join(''),
  );
  return groups.join('-');
}

/** As the code is read: in whatever case, with whatever between its groups, and letters for the digits they look like. */
export function readRecoveryCode(code: string): string {
  return code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
}

function hashOf(code: string): string {
  return secretTokenHash(readRecoveryCode(code));
}
