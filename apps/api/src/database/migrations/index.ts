import { UsersAndSessions1764000000000 } from './1764000000000-users-and-sessions.js';
import { DataKeys1764200000000 } from './1764200000000-data-keys.js';
import { UsersUpdatedIndex1764210000000 } from './1764210000000-users-updated-index.js';
import { Liveness1764300000000 } from './1764300000000-liveness.js';
import { SignInEvents1764400000000 } from './1764400000000-sign-in-events.js';
import { UserRoles1764500000000 } from './1764500000000-user-roles.js';
import { SessionAssurance1764600000000 } from './1764600000000-session-assurance.js';
import { AttemptsAndNames1764700000000 } from './1764700000000-attempts-and-names.js';
import { Mail1764800000000 } from './1764800000000-mail.js';
import { AuditAndConsents1764900000000 } from './1764900000000-audit-and-consents.js';
import { SecondFactors1765000000000 } from './1765000000000-second-factors.js';
import { SecondFactorShown1765100000000 } from './1765100000000-second-factor-shown.js';
import { LivenessProofs1765200000000 } from './1765200000000-liveness-proofs.js';
import { UnconfirmedAddresses1765300003300 } from './1765300003300-unconfirmed-addresses.js';
import { Installation1765300030000 } from './1765300030000-installation.js';
import { AddressForms1765300038000 } from './1765300038000-address-forms.js';

/** In the order in which they run. Append only: a migration that was ever released is never changed. */
export const migrations = [
  UsersAndSessions1764000000000,
  DataKeys1764200000000,
  UsersUpdatedIndex1764210000000,
  Liveness1764300000000,
  SignInEvents1764400000000,
  UserRoles1764500000000,
  SessionAssurance1764600000000,
  AttemptsAndNames1764700000000,
  Mail1764800000000,
  AuditAndConsents1764900000000,
  SecondFactors1765000000000,
  SecondFactorShown1765100000000,
  LivenessProofs1765200000000,
  UnconfirmedAddresses1765300003300,
  Installation1765300030000,
  AddressForms1765300038000,
];
