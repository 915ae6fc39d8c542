import type { AuthenticatorAppSetup } from '@facegate/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import { ProblemError } from '../common/problem-error.js';
import type { Transaction } from '../database/transactions.js';
import { type DataKeyTenant, DataKeyTenants } from '../users/data-key-tenants.js';
import type { UserEntity } from '../users/user.entity.js';
import { FactorAttempts } from './factor-attempts.js';
import { RelyingParty } from './relying-party.js';
import { base32Of, newestStep, newTotpSecret, stepOfCode, totpUri } from './totp-codes.js';
import type { TotpSecretEntity } from './totp-secret.entity.js';
import { TotpSecretsRepository } from './totp-secrets.repository.js';

/** Time-based one-time codes (RFC 6238) from an app that shares a secret with the account. */
@Injectable()
export class AuthenticatorApp implements DataKeyTenant, OnModuleInit {
  constructor(
    private readonly secrets: TotpSecretsRepository,
    private readonly dataKeys: DataKeys,
    private readonly attempts: FactorAttempts,
    private readonly party: RelyingParty,
    private readonly tenants: DataKeyTenants,
  ) {}

  onModuleInit(): void {
    this.tenants.register(this);
  }

  async reseal(transaction: Transaction, before: DataKey, after: DataKey): Promise<void> {
    const row = await this.secrets.find(after.userId, transaction);
    if (!row) return;
    const secret = before.openSecret(Buffer.from(row.sealed, 'base64'), 'totp-secret');
    await this.secrets.reseal(transaction, after.userId, after.sealSecret(secret, 'totp-secret').toString('base64'));
  }

  /** A secret that counts for nothing until it is confirmed. @throws ProblemError `AUTHENTICATOR_APP_EXISTS` */
  async begin(transaction: Transaction, user: UserEntity): Promise<AuthenticatorAppSetup> {
    const existing = await this.secrets.find(user.id, transaction);
    if (existing?.confirmedAt) throw appExists();
    const secret = newTotpSecret();
    const sealed = this.dataKeys.unwrap(user).sealSecret(secret, 'totp-secret').toString('base64');
    await this.secrets.begin(transaction, user.id, sealed);
    return { secret: base32Of(secret), uri: totpUri(secret, this.party.name, user.username) };
  }

  /**
   * The secret that waits to be confirmed, if the code is of it.
   * @throws ProblemError `SECOND_FACTOR_INVALID`, `AUTHENTICATOR_APP_EXISTS`, `TOO_MANY_ATTEMPTS`
   */
  async check(user: UserEntity, code: string): Promise<TotpSecretEntity> {
    const secret = await this.secrets.find(user.id);
    if (secret?.confirmedAt) throw appExists();
    return this.taken(user, secret, code);
  }

  /** @throws ProblemError `AUTHENTICATOR_APP_EXISTS` when it was confirmed or replaced meanwhile */
  async confirm(transaction: Transaction, { userId, sealed }: TotpSecretEntity): Promise<void> {
    if (!(await this.secrets.confirm(transaction, userId, sealed))) throw appExists();
  }

  /** Takes a code, each once. @throws ProblemError `SECOND_FACTOR_INVALID`, `TOO_MANY_ATTEMPTS` */
  async show(user: UserEntity, code: string): Promise<void> {
    const secret = await this.secrets.find(user.id);
    await this.taken(user, secret?.confirmedAt ? secret : null, code);
  }

  /** False when there is none. */
  remove(transaction: Transaction, userId: string): Promise<boolean> {
    return this.secrets.remove(transaction, userId);
  }

  private async taken(user: UserEntity, secret: TotpSecretEntity | null, code: string): Promise<TotpSecretEntity> {
    return this.attempts.count(user.id, async () => {
      const nowMs = Date.now();
      const step = secret && stepOfCode(this.open(user, secret), code, nowMs);
      if (secret && step && (await this.secrets.takeStep(user.id, step, newestStep(nowMs)))) return secret;
      throw codeInvalid();
    });
  }

  private open(user: UserEntity, { sealed }: TotpSecretEntity): Uint8Array {
    return this.dataKeys.unwrap(user).openSecret(Buffer.from(sealed, 'base64'), 'totp-secret');
  }
}

export function codeInvalid(): ProblemError {
  return new ProblemError('SECOND_FACTOR_INVALID', 'This code is wrong, too old, or was used before.');
}

function appExists(): ProblemError {
  return new ProblemError('AUTHENTICATOR_APP_EXISTS', 'There is an authenticator app already. Remove it first.');
}
