import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { LivenessModule } from '../liveness/liveness.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { FaceProof } from './face-proof.js';
import { PasskeyProof } from './passkey-proof.js';
import { PasswordProof } from './password-proof.js';
import type { Proof } from './proof.js';
import { Proofs } from './proofs.js';
import { RecentAuthentication } from './recent-authentication.js';
import { TotpProof } from './totp-proof.js';

/** In the order in which a page offers them. */
const PROOFS = [PasskeyProof, TotpProof, PasswordProof, FaceProof];

@Module({
  imports: [AttemptsModule, UsersModule, TemplatesModule, LivenessModule, FactorsModule],
  providers: [
    ...PROOFS,
    RecentAuthentication,
    { provide: Proofs, inject: PROOFS, useFactory: (...proofs: Proof[]) => new Proofs(proofs) },
  ],
  exports: [PasswordProof, Proofs, RecentAuthentication],
})
export class ProofsModule {}
