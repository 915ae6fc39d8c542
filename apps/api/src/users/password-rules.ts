import { dictionary } from '@zxcvbn-ts/language-common';
import type { AccountFields } from '@facegate/contracts';
import { PASSWORD_MIN_LENGTH } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { PwnedPasswords } from './pwned-passwords.js';

/** What is guessed first: the passwords of old leaks, and the name of the place itself. In small letters. */
const COMMON = new Set([
  ...dictionary['passwords-common'].filter((one) => one.length >= PASSWORD_MIN_LENGTH),
  'facegate',
]);

const DETAIL = 'This password is one of those that are guessed first. Choose another one.';

/** Which passwords of the right length are none: NIST SP 800-63B-4 §3.1.1.2. There are no rules of composition. */
@Injectable()
export class PasswordRules {
  constructor(private readonly pwned: PwnedPasswords) {}

  /** @param owner whose it is to be. @throws ProblemError `PASSWORD_TOO_COMMON` */
  async demandUncommon(password: string, owner: Pick<AccountFields, 'username' | 'email'>): Promise<void> {
    if (isCommon(password, owner) || (await this.pwned.has(password)))
      throw new ProblemError('PASSWORD_TOO_COMMON', DETAIL, {
        errors: [{ field: 'password', code: 'PASSWORD_TOO_COMMON', detail: DETAIL }],
      });
  }
}

function isCommon(password: string, { username, email }: Pick<AccountFields, 'username' | 'email'>): boolean {
  const plain = folded(password);
  const own = [username, email, email.split('@')[0] ?? email].map(folded);
  return COMMON.has(plain) || own.includes(plain);
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
