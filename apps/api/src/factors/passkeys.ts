import type { PasskeyAssertion, PasskeyRequestOptions, PasskeySummary } from '@facegate/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import { PasskeyCeremonies, passkeyInvalid } from './passkey-ceremonies.js';
import type { ChallengeUse } from './passkey-challenges.js';
import type { PasskeyEntity } from './passkey.entity.js';
import { PasskeysRepository } from './passkeys.repository.js';

/** What somebody showed with a passkey. */
export interface ShownPasskey {
  userId: string;
  methods: AuthenticationMethod[];
}

/** Passkeys in use: as a log-in, as a second factor, and to prove once more who one is. */
@Injectable()
export class Passkeys {
  private readonly logger = new Logger(Passkeys.name);

  constructor(
    private readonly passkeys: PasskeysRepository,
    private readonly ceremonies: PasskeyCeremonies,
  ) {}

  /** A challenge for any passkey of the account, or, when nobody knows yet who it is, for any at all. */
  async options(use: ChallengeUse): Promise<PasskeyRequestOptions> {
    const allowed = use.userId === undefined ? [] : await this.passkeys.ofUser(use.userId);
    return this.ceremonies.requestOptions(use, allowed);
  }

  /** Whose it is; undefined for one that nobody has here. */
  async ownerOf({ id }: Pick<PasskeyAssertion, 'id'>): Promise<string | undefined> {
    return (await this.passkeys.findByCredential(id))?.userId;
  }

  /** @throws ProblemError `PASSKEY_INVALID`, also for another account's */
  async show(assertion: PasskeyAssertion, use: ChallengeUse): Promise<ShownPasskey> {
    const passkey = await this.passkeys.findByCredential(assertion.id);
    if (!passkey || (use.userId !== undefined && use.userId !== passkey.userId)) throw passkeyInvalid();
    const { newCounter, synced } = await this.ceremonies.assert(passkey, use, assertion);
    if (!(await this.passkeys.use(passkey, newCounter))) {
      this.logger.warn(`The passkey ${passkey.id} signed twice at once: there may be a copy of it`);
      throw passkeyInvalid();
    }
    return { userId: passkey.userId, methods: shownBy(synced) };
  }
}

/** RFC 8176: a key in hardware or one that is copied, somebody was there, and the authenticator verified who. */
export function shownBy(synced: boolean): AuthenticationMethod[] {
  return [synced ? 'swk' : 'hwk', 'user', 'mfa'];
}

/** What its owner sees of it. */
export function passkeySummary({ id, name, createdAt, lastUsedAt, synced }: PasskeyEntity): PasskeySummary {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
    synced,
  };
}
