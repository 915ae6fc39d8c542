import {
  type AddFaceRequest,
  type FaceList,
  type FaceStage,
  type FaceSummary,
  type ImageMediaType,
  MAX_FACES_PER_USER,
} from '@facegate/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { SealBroken } from '../common/crypto/seal.js';
import { accountGone, ProblemError } from '../common/problem-error.js';
import { Consents } from '../consents/consents.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { pictureMediaType } from '../face/picture-data.js';
import { faultDetail, pictureProblem } from '../face/picture-faults.js';
import { type ReferencePicture, SampleExaminer } from '../face/sample-examiner.js';
import { AccountMails } from '../mail/account-mails.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import { FaceVault } from '../templates/face-vault.js';
import { LookAlikeAlarm } from '../templates/look-alike-alarm.js';
import type { FaceOwner, FacialData } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';

/** The faces of the person signed in. */
@Injectable()
export class MyFacesService {
  private readonly logger = new Logger(MyFacesService.name);

  constructor(
    private readonly users: UsersRepository,
    private readonly examiner: SampleExaminer,
    private readonly matcher: FaceMatcher,
    private readonly vault: FaceVault,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly alarm: LookAlikeAlarm,
    private readonly consents: Consents,
    private readonly audit: AuditTrail,
  ) {}

  async list(userId: string): Promise<FaceList> {
    const { facialData } = await this.owner(userId);
    return { faces: await this.vault.summaries(userId, facialData.faces), keepsImages: this.vault.keepsPictures };
  }

  /**
   * @param reached told of each stage but the last, which is the answer
   * @throws ProblemError with a code of the face calls, `FACES_DIFFER` for another person's face, `TOO_MANY_FACES`,
   * `CONSENT_REQUIRED` or `CONSENT_OUTDATED`
   */
  async add(
    userId: string,
    request: AddFaceRequest,
    signal: AbortSignal,
    reached: (stage: FaceStage) => void,
  ): Promise<FaceSummary> {
    const owner = await this.owner(userId);
    demandRoom(owner.facialData);
    const consent = await this.consents.demand(userId);
    const reference = await this.examiner.reference(request, 'data', signal, reached);
    reached('encoded');
    const { vector } = reference.face;
    const isFirst = owner.facialData.faces.length === 0;
    if (isFirst) demandFront(reference);
    else if (!this.matcher.verify({ vector, of: 'picture' }, owner))
      throw pictureProblem('data', [{ code: 'FACES_DIFFER', detail: faultDetail('FACES_DIFFER') }]);
    signal.throwIfAborted();
    const enrol = () => this.enrol(owner, reference, consent.id, () => reached('saved'));
    return isFirst ? this.alarm.guard([vector], 'face-added', enrol) : enrol();
  }

  /** @param consentId of the consent that it is done under: the key of the faces goes with it */
  private async enrol(
    owner: FaceOwner,
    reference: ReferencePicture,
    consentId: string,
    saved: () => void,
  ): Promise<FaceSummary> {
    const { id: userId } = owner;
    const prepared = await this.vault.prepareMore(owner, [reference]);
    await this.vault.enrol(prepared, async () => {
      await this.transactions.run(async (transaction) => {
        const user = await this.lock(transaction, userId);
        demandRoom(user.facialData);
        const consent = await this.consents.demand(userId, transaction);
        const isFirst = user.facialData.faces.length === 0;
        if (consent.id !== consentId || isFirst !== (owner.facialData.faces.length === 0)) throw changedMeanwhile();
        const faces = [...user.facialData.faces, ...prepared.stored];
        const facialData = isFirst ? this.vault.facialData(faces) : { ...user.facialData, faces };
        await this.users.updateFacialData(transaction, userId, facialData);
        await this.mails.faceAdded(transaction, user);
        await this.audit.append(transaction, { action: 'face-added', actor: 'self', userId });
      });
      saved();
    });
    const [summary] = this.vault.newSummaries(prepared);
    return summary!;
  }

  /** @throws ProblemError `FACE_NOT_FOUND` or `LAST_FACE` */
  async remove(userId: string, faceId: string): Promise<void> {
    demandOwn((await this.owner(userId)).facialData, faceId);
    await this.vault.erase(userId, [faceId], () =>
      this.transactions.run(async (transaction) => {
        const user = await this.lock(transaction, userId);
        const { facialData } = user;
        demandOwn(facialData, faceId);
        if (facialData.faces.length === 1)
          throw new ProblemError(
            'LAST_FACE',
            'The last face cannot be removed while face log-in is on. Withdraw your consent to turn it off.',
          );
        const faces = facialData.faces.filter(({ id }) => id !== faceId);
        await this.users.updateFacialData(transaction, userId, { ...facialData, faces });
        await this.mails.faceRemoved(transaction, user);
        await this.audit.append(transaction, { action: 'face-removed', actor: 'self', userId });
      }),
    );
  }

  /** @throws ProblemError `FACE_NOT_FOUND`, also for a picture that does not open any more */
  async image(userId: string, faceId: string): Promise<{ bytes: Buffer; mediaType: ImageMediaType }> {
    const owner = await this.owner(userId);
    demandOwn(owner.facialData, faceId);
    const bytes = await this.openPicture(owner, faceId);
    if (!bytes) throw new ProblemError('FACE_NOT_FOUND', 'There is no picture of this face, or none that opens.');
    return { bytes, mediaType: pictureMediaType(bytes) };
  }

  /** One that was changed, or whose key is not here, is as good as none; the operator reads of it. */
  private async openPicture(owner: FaceOwner, faceId: string): Promise<Buffer | undefined> {
    try {
      return await this.vault.picture(owner, faceId);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.logger.error(`The picture of face ${faceId} does not open`, error);
      return undefined;
    }
  }

  private async owner(userId: string): Promise<FaceOwner> {
    return demandThere(await this.users.findById(userId));
  }

  private async lock(transaction: Transaction, userId: string): Promise<UserEntity> {
    return demandThere(await this.users.lock(transaction, userId));
  }
}

/** One without a data key is being erased. */
function demandThere<T extends FaceOwner>(owner: T | null): T {
  if (owner?.dataKey == null) throw accountGone();
  return owner;
}

function demandRoom({ faces }: FacialData): void {
  if (faces.length >= MAX_FACES_PER_USER)
    throw new ProblemError('TOO_MANY_FACES', `An account holds at most ${MAX_FACES_PER_USER} faces. Remove one first.`);
}

/** Nothing says yet whose face this is: it must be a good one to compare others with. */
function demandFront({ pose }: ReferencePicture): void {
  if (pose === 'front') return;
  throw new ProblemError('FRONT_POSE_REQUIRED', 'The first picture must show the face from the front.', {
    errors: [{ field: 'data', code: 'FRONT_POSE_REQUIRED', detail: 'This is not a front one.' }],
  });
}

function changedMeanwhile(): ProblemError {
  return new ProblemError('BUSY', 'Your faces were changed at the same moment. Please try again.', {
    retryAfterSeconds: 1,
  });
}

/** Other people's faces and faces that are not: the same answer. */
function demandOwn({ faces }: FacialData, faceId: string): void {
  if (!faces.some(({ id }) => id === faceId))
    throw new ProblemError('FACE_NOT_FOUND', 'None of your faces has this id.');
}
