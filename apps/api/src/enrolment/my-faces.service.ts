import {
  type AddFaceRequest,
  type FaceList,
  type FaceStage,
  type FaceSummary,
  type ImageMediaType,
  MAX_FACES_PER_USER,
} from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { accountGone, ProblemError } from '../common/problem-error.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { pictureMediaType } from '../face/picture-data.js';
import { faultDetail, pictureProblem } from '../face/picture-faults.js';
import { SampleExaminer } from '../face/sample-examiner.js';
import { AccountMails } from '../mail/account-mails.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import { FaceVault } from '../templates/face-vault.js';
import type { FaceOwner, FacialData } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';

/** The faces of the person signed in. */
@Injectable()
export class MyFacesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly examiner: SampleExaminer,
    private readonly matcher: FaceMatcher,
    private readonly vault: FaceVault,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
  ) {}

  async list(userId: string): Promise<FaceList> {
    const { facialData } = await this.owner(userId);
    return { faces: await this.vault.summaries(userId, facialData.faces), keepsImages: this.vault.keepsPictures };
  }

  /**
   * @param reached told of each stage but the last, which is the answer
   * @throws ProblemError with a code of the face calls, `FACES_DIFFER` for another person's face, or `TOO_MANY_FACES`
   */
  async add(
    userId: string,
    request: AddFaceRequest,
    signal: AbortSignal,
    reached: (stage: FaceStage) => void,
  ): Promise<FaceSummary> {
    const owner = await this.owner(userId);
    demandRoom(owner.facialData);
    const reference = await this.examiner.reference(request, 'data', signal, reached);
    reached('encoded');
    if (!this.matcher.verify(reference.face.vector, owner).match)
      throw pictureProblem('data', [{ code: 'FACES_DIFFER', detail: faultDetail('FACES_DIFFER') }]);
    signal.throwIfAborted();
    const prepared = await this.vault.prepareMore(owner, [reference]);
    await this.vault.enrol(prepared, async () => {
      await this.transactions.run(async (transaction) => {
        const user = await this.lock(transaction, userId);
        demandRoom(user.facialData);
        const faces = [...user.facialData.faces, ...prepared.stored];
        await this.users.updateFacialData(transaction, userId, { ...user.facialData, faces });
        await this.mails.faceAdded(transaction, user);
      });
      reached('saved');
    });
    const [summary] = this.vault.newSummaries(prepared);
    return summary!;
  }

  /** @throws ProblemError `FACE_NOT_FOUND` or `LAST_FACE` */
  async remove(userId: string, faceId: string): Promise<void> {
    demandOwn((await this.owner(userId)).facialData, faceId);
    await this.vault.erase(userId, faceId, () =>
      this.transactions.run(async (transaction) => {
        const user = await this.lock(transaction, userId);
        const { facialData } = user;
        demandOwn(facialData, faceId);
        if (facialData.faces.length === 1)
          throw new ProblemError('LAST_FACE', 'The last face cannot be removed while face log-in is on.');
        const faces = facialData.faces.filter(({ id }) => id !== faceId);
        await this.users.updateFacialData(transaction, userId, { ...facialData, faces });
        await this.mails.faceRemoved(transaction, user);
      }),
    );
  }

  /** @throws ProblemError `FACE_NOT_FOUND` */
  async image(userId: string, faceId: string): Promise<{ bytes: Buffer; mediaType: ImageMediaType }> {
    const owner = await this.owner(userId);
    demandOwn(owner.facialData, faceId);
    const bytes = await this.vault.picture(owner, faceId);
    if (!bytes) throw new ProblemError('FACE_NOT_FOUND', 'No picture of this face was kept.');
    return { bytes, mediaType: pictureMediaType(bytes) };
  }

  private async owner(userId: string): Promise<FaceOwner> {
    return demandThere(await this.users.findById(userId));
  }

  private async lock(transaction: Transaction, userId: string): Promise<UserEntity> {
    return demandThere(await this.users.lock(transaction, userId));
  }
}

function demandThere<T extends FaceOwner>(owner: T | null): T {
  if (!owner) throw accountGone();
  return owner;
}

function demandRoom({ faces }: FacialData): void {
  if (faces.length >= MAX_FACES_PER_USER)
    throw new ProblemError('TOO_MANY_FACES', `An account holds at most ${MAX_FACES_PER_USER} faces. Remove one first.`);
}

/** Other people's faces and faces that are not: the same answer. */
function demandOwn({ faces }: FacialData, faceId: string): void {
  if (!faces.some(({ id }) => id === faceId))
    throw new ProblemError('FACE_NOT_FOUND', 'None of your faces has this id.');
}
