import { randomUUID } from 'node:crypto';
import {
  type AddPasskeyRequest,
  MAX_PASSKEYS_PER_USER,
  type PasskeyCreationOptions,
  type PasskeySummary,
} from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { ProblemError } from '../common/problem-error.js';
import { type AddedFactor, FactorChanges } from '../factors/factor-changes.js';
import { PasskeyCeremonies } from '../factors/passkey-ceremonies.js';
import type { PasskeyEntity } from '../factors/passkey.entity.js';
import { passkeySummary, shownBy } from '../factors/passkeys.js';
import { PasskeysRepository } from '../factors/passkeys.repository.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { Accounts } from '../users/accounts.js';

/** The passkeys of the person signed in. */
@Injectable()
export class MyPasskeysService {
  constructor(
    private readonly accounts: Accounts,
    private readonly passkeys: PasskeysRepository,
    private readonly ceremonies: PasskeyCeremonies,
    private readonly changes: FactorChanges,
  ) {}

  /** @throws ProblemError `TOO_MANY_PASSKEYS` */
  async options(userId: string): Promise<PasskeyCreationOptions> {
    const existing = await this.passkeys.ofUser(userId);
    demandRoom(existing);
    return this.ceremonies.creationOptions(await this.accounts.demand(userId), existing);
  }

  /** @throws ProblemError `PASSKEY_INVALID`, `PASSKEY_REGISTERED`, `TOO_MANY_PASSKEYS` */
  async add(session: SignedInSession, { name, credential }: AddPasskeyRequest): Promise<AddedFactor> {
    const { userId } = session;
    const existing = await this.passkeys.ofUser(userId);
    const registered = await this.ceremonies.register(userId, existing, credential);
    return this.changes.add(session, {
      factor: 'passkey',
      shown: shownBy(registered.synced),
      keep: async (transaction) => {
        demandRoom(await this.passkeys.ofUser(userId, transaction));
        await this.passkeys.insert(transaction, { ...registered, id: randomUUID(), userId, name });
      },
    });
  }

  /** @throws ProblemError `NOT_FOUND`, also for another person's */
  async rename(userId: string, id: string, name: string): Promise<PasskeySummary> {
    const renamed = isUUID(id) ? await this.passkeys.rename(userId, id, name) : undefined;
    if (!renamed) throw notFound();
    return passkeySummary(renamed);
  }

  /** @throws ProblemError `NOT_FOUND`, also for another person's; `LAST_FACTOR` */
  async remove(userId: string, id: string): Promise<void> {
    if (!isUUID(id)) throw notFound();
    await this.changes.remove(userId, 'passkey', async (transaction) => {
      if (!(await this.passkeys.remove(transaction, userId, id))) throw notFound();
    });
  }
}

function demandRoom(existing: readonly PasskeyEntity[]): void {
  if (existing.length >= MAX_PASSKEYS_PER_USER)
    throw new ProblemError('TOO_MANY_PASSKEYS', `An account holds at most ${MAX_PASSKEYS_PER_USER} passkeys.`);
}

function notFound(): ProblemError {
  return new ProblemError('NOT_FOUND', 'None of your passkeys has this id.');
}
