import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { AuthenticatorApp } from './authenticator-app.js';
import { FactorAttempts } from './factor-attempts.js';
import { FactorChanges } from './factor-changes.js';
import { ExpiredChallenges, ExpiredTickets } from './factor-cleaners.js';
import { PasskeyCeremonies } from './passkey-ceremonies.js';
import { PasskeyChallengeEntity } from './passkey-challenge.entity.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { PasskeyChallengesRepository } from './passkey-challenges.repository.js';
import { PasskeyEntity } from './passkey.entity.js';
import { Passkeys } from './passkeys.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';
import { RecoveryCodes } from './recovery-codes.js';
import { RecoveryCodesRepository } from './recovery-codes.repository.js';
import { RelyingParty } from './relying-party.js';
import { SecondFactorTicketEntity } from './second-factor-ticket.entity.js';
import { SecondFactorTickets } from './second-factor-tickets.js';
import { SecondFactorTicketsRepository } from './second-factor-tickets.repository.js';
import { SecondFactors } from './second-factors.js';
import { SignInGate } from './sign-in-gate.js';
import { TotpSecretEntity } from './totp-secret.entity.js';
import { TotpSecretsRepository } from './totp-secrets.repository.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      PasskeyEntity,
      PasskeyChallengeEntity,
      TotpSecretEntity,
      RecoveryCodeEntity,
      SecondFactorTicketEntity,
    ]),
    AttemptsModule,
    AuditModule,
    MailModule,
    SessionsModule,
    UsersModule,
  ],
  providers: [
    RelyingParty,
    PasskeysRepository,
    PasskeyChallengesRepository,
    PasskeyChallenges,
    PasskeyCeremonies,
    Passkeys,
    TotpSecretsRepository,
    AuthenticatorApp,
    RecoveryCodesRepository,
    RecoveryCodes,
    FactorAttempts,
    SecondFactorTicketsRepository,
    SecondFactorTickets,
    SecondFactors,
    FactorChanges,
    SignInGate,
    ExpiredChallenges,
    ExpiredTickets,
  ],
  exports: [
    ExpiredChallenges,
    ExpiredTickets,
    FactorChanges,
    PasskeysRepository,
    PasskeyCeremonies,
    Passkeys,
    AuthenticatorApp,
    RecoveryCodes,
    SecondFactorTickets,
    SecondFactors,
    SignInGate,
  ],
})
export class FactorsModule {}
