import { randomUUID } from 'node:crypto';
import type { StoredFacial, StoreFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { Consents } from '../consents/consents.js';
import { LivenessProofs } from '../liveness/liveness-proofs.js';
import { AccountMails } from '../mail/account-mails.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { signedIn } from '../sessions/signed-in.js';
import { FaceVault } from '../templates/face-vault.js';
import { Accounts, type PreparedAccount } from '../users/accounts.js';
import { faceLogInOf } from '../users/facial-data.js';
import type { IncomingFaces } from './face-sources.js';

/** What comes into being when somebody signs up. */
export interface SignedUp {
  stored: StoredFacial;
  grant: Grant;
}

/** An account with its faces, its consent and its first session: together, or not at all. */
@Injectable()
export class NewAccounts {
  constructor(
    private readonly accounts: Accounts,
    private readonly vault: FaceVault,
    private readonly sessions: SessionsService,
    private readonly mails: AccountMails,
    private readonly consents: Consents,
    private readonly proofs: LivenessProofs,
  ) {}

  /** Uses up the proof of the faces. @throws ProblemError `USERNAME_TAKEN` or `EMAIL_TAKEN`, `LIVENESS_INVALID` */
  async make(
    account: PreparedAccount,
    { pictures, proof }: IncomingFaces,
    { consent }: StoreFacialRequest,
    userAgent: string | undefined,
  ): Promise<SignedUp> {
    const faces = await this.vault.prepareFirst(randomUUID(), pictures);
    const facialData = this.vault.facialData(faces.stored);
    const grant = await this.vault.enrol(faces, () =>
      this.sessions.beginFirst(
        async (transaction) => {
          if (proof) await this.proofs.use(proof, transaction);
          const user = await this.accounts.create(transaction, account, facialData, faces.dataKey);
          await this.mails.verifyEmail(user, transaction);
          await this.consents.give(transaction, user.id, consent.version, user.language);
          return user;
        },
        // Nobody was seen with the face of a file.
        faceLogInOf(facialData) === 'on' ? 'face' : 'password',
        userAgent,
      ),
    );
    const { method: _method, ...begun } = signedIn(grant);
    return { stored: { ...begun, faces: this.vault.newSummaries(faces) }, grant };
  }
}
