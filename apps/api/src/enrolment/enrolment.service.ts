import { randomUUID } from 'node:crypto';
import type { ConsentGiven, FaceImage, StoredFacial, StoreFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { Consents, demandInForce } from '../consents/consents.js';
import { SampleExaminer } from '../face/sample-examiner.js';
import { AccountMails } from '../mail/account-mails.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { signedIn } from '../sessions/signed-in.js';
import { FaceVault, type PreparedFaces } from '../templates/face-vault.js';
import { LookAlikeAlarm } from '../templates/look-alike-alarm.js';
import { Accounts, type PreparedAccount } from '../users/accounts.js';

/** Sign-up: the account and its faces come into being together, or not at all. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly accounts: Accounts,
    private readonly examiner: SampleExaminer,
    private readonly alarm: LookAlikeAlarm,
    private readonly vault: FaceVault,
    private readonly sessions: SessionsService,
    private readonly mails: AccountMails,
    private readonly consents: Consents,
  ) {}

  /** @throws ProblemError */
  async signUp(
    request: StoreFacialRequest,
    userAgent: string | undefined,
    signal: AbortSignal,
  ): Promise<{ stored: StoredFacial; grant: Grant }> {
    demandInForce(request.consent.version, 'consent.version');
    demandFrontPose(request.images);
    await this.accounts.demandPossible(request);
    const references = await this.examiner.references(request.images, signal);
    const account = await this.accounts.prepare(request);
    signal.throwIfAborted();
    const vectors = references.map(({ face }) => face.vector);
    return this.alarm.guard(vectors, 'sign-up', async () => {
      const faces = await this.vault.prepareFirst(randomUUID(), references);
      const grant = await this.store(account, faces, request.consent, userAgent);
      const { method: _method, ...begun } = signedIn(grant);
      return { stored: { ...begun, faces: this.vault.newSummaries(faces) }, grant };
    });
  }

  private store(
    account: PreparedAccount,
    faces: PreparedFaces,
    { version }: ConsentGiven,
    userAgent: string | undefined,
  ): Promise<Grant> {
    const facialData = this.vault.facialData(faces.stored);
    return this.vault.enrol(faces, () =>
      this.sessions.beginFirst(
        async (transaction) => {
          const user = await this.accounts.create(transaction, account, facialData, faces.dataKey);
          await this.mails.verifyEmail(user, transaction);
          await this.consents.give(transaction, user.id, version, user.language);
          return user;
        },
        'face',
        userAgent,
      ),
    );
  }
}

function demandFrontPose(images: readonly FaceImage[]): void {
  if (images.some(({ pose }) => pose === 'front')) return;
  throw new ProblemError('FRONT_POSE_REQUIRED', 'At least one picture must show the face from the front.', {
    errors: [{ field: 'images', code: 'FRONT_POSE_REQUIRED', detail: 'None of the pictures is a front one.' }],
  });
}
