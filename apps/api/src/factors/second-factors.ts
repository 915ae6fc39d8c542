import type { FactorList, SecondFactorMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import type { Transaction } from '../database/transactions.js';
import type { Factor } from '../mail/mail-kinds.js';
import { passkeySummary } from './passkeys.js';
import type { PasskeyEntity } from './passkey.entity.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { RecoveryCodes } from './recovery-codes.js';
import { TotpSecretsRepository } from './totp-secrets.repository.js';

/** Which second factors an account has. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly config: AppConfig,
    private readonly passkeys: PasskeysRepository,
    private readonly secrets: TotpSecretsRepository,
    private readonly codes: RecoveryCodes,
    private readonly attempts: LogInAttempts,
  ) {}

  /** As their owner sees them: without secrets. */
  async list(userId: string): Promise<FactorList> {
    const passkeys = await this.passkeys.ofUser(userId);
    const addedAt = (await this.secrets.find(userId))?.confirmedAt;
    return {
      passkeys: passkeys.map(passkeySummary),
      ...(addedAt && { authenticatorApp: { addedAt: addedAt.toISOString() } }),
      recoveryCodesLeft: await this.codes.left(userId),
      demanded: this.config.signIn,
      faceLogInOff: await this.attempts.faceIsOff(userId),
    };
  }

  /** All that is stored of them, but for what only hashes or seals are: for their owner's export. */
  async stored(userId: string): Promise<object> {
    const passkeys = await this.passkeys.ofUser(userId);
    const secret = await this.secrets.find(userId);
    return {
      passkeys: passkeys.map(storedPasskey),
      recoveryCodesLeft: await this.codes.left(userId),
      faceLogInOff: await this.attempts.faceIsOff(userId),
      authenticatorApp: secret && { addedAt: secret.confirmedAt, lastStep: secret.lastStep },
    };
  }

  /** What can be shown after a face or a password, the surest first; nothing for an account without a second factor. */
  async methodsOf(userId: string): Promise<SecondFactorMethod[]> {
    const own = await this.ownMethods(userId);
    if (own.length === 0) return [];
    return [...own, ...((await this.codes.left(userId)) > 0 ? (['recovery-code'] as const) : [])];
  }

  /** Recovery codes are no factor of their own: they stand in for one. */
  async ownMethods(userId: string, transaction?: Transaction): Promise<('passkey' | 'totp')[]> {
    const passkeys = await this.passkeys.ofUser(userId, transaction);
    const secret = await this.secrets.find(userId, transaction);
    return [
      ...(passkeys.length > 0 ? (['passkey'] as const) : []),
      ...(secret?.confirmedAt ? (['totp'] as const) : []),
    ];
  }

  /** In place of all that there are. @returns them, for the only time. @throws ProblemError `NO_SECOND_FACTOR` */
  async renewCodes(transaction: Transaction, userId: string): Promise<string[]> {
    if ((await this.ownMethods(userId, transaction)).length === 0)
      throw new ProblemError('NO_SECOND_FACTOR', 'Recovery codes stand in for a passkey or an app. Add one first.');
    return this.codes.renew(transaction, userId);
  }

  /** @returns what there was */
  async removeAll(transaction: Transaction, userId: string): Promise<Factor[]> {
    const hadPasskeys = await this.passkeys.removeAll(transaction, userId);
    const hadApp = await this.secrets.remove(transaction, userId);
    await this.codes.removeAll(transaction, userId);
    return [...(hadPasskeys ? (['passkey'] as const) : []), ...(hadApp ? (['authenticator-app'] as const) : [])];
  }

  /** What was added at this time or later; recovery codes go with the last factor. */
  async removeSince(transaction: Transaction, userId: string, since: Date): Promise<void> {
    await this.passkeys.removeSince(transaction, userId, since);
    const secret = await this.secrets.find(userId, transaction);
    // One that was begun and not confirmed says no time.
    if (secret && !(secret.confirmedAt && secret.confirmedAt < since)) await this.secrets.remove(transaction, userId);
    if ((await this.ownMethods(userId, transaction)).length === 0) await this.codes.removeAll(transaction, userId);
  }

  /**
   * After one was removed: what the operator demands must be left; recovery codes go with the last one.
   * @throws ProblemError `LAST_FACTOR`
   */
  async settle(transaction: Transaction, userId: string): Promise<void> {
    const left = await this.ownMethods(userId, transaction);
    const { signIn } = this.config;
    if ((signIn === 'second-factor' && left.length === 0) || (signIn === 'face+passkey' && !left.includes('passkey')))
      throw new ProblemError('LAST_FACTOR', 'This server asks for it at every log-in. Add another one first.');
    if (left.length === 0) await this.codes.removeAll(transaction, userId);
  }
}

function storedPasskey(passkey: PasskeyEntity): object {
  const { id, name, synced, createdAt, lastUsedAt } = passkey;
  const { credentialId, userHandle, publicKey, counter, transports } = passkey;
  return { id, name, synced, createdAt, lastUsedAt, credentialId, userHandle, publicKey, counter, transports };
}
