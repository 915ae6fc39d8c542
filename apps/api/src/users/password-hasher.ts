import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

@Injectable()
export class PasswordHasher {
  /** A hash that no password has, verified in place of the one that an unknown user lacks: it costs the same time. */
  private readonly decoy = hash(crypto.randomUUID(), OPTIONS);

  hash(password: string): Promise<string> {
    return hash(normalised(password), OPTIONS);
  }

  /** Without a hash (no such user) it takes as long and says no. */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    const matched = await verify(passwordHash ?? (await this.decoy), normalised(password));
    return matched && passwordHash !== undefined;
  }
}

/** The same keys on another keyboard may compose characters differently: NIST SP 800-63B §3.1.1.2. */
function normalised(password: string): string {
  return password.normalize('NFKC');
}
