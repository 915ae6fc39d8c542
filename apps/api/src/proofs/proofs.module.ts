import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { LivenessModule } from '../liveness/liveness.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { FaceProof } from './face-proof.js';
import { PasswordProof } from './password-proof.js';
import { Proofs } from './proofs.js';

@Module({
  imports: [AttemptsModule, UsersModule, TemplatesModule, LivenessModule],
  providers: [
    PasswordProof,
    FaceProof,
    // In the order in which a page offers them.
    {
      provide: Proofs,
      inject: [PasswordProof, FaceProof],
      useFactory: (password: PasswordProof, face: FaceProof) => new Proofs([password, face]),
    },
  ],
  exports: [PasswordProof, Proofs],
})
export class ProofsModule {}
