import type { FaceList, ImageMediaType } from '@facegate/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { SealBroken } from '../common/crypto/seal.js';
import { accountGone, ProblemError } from '../common/problem-error.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { pictureMediaType } from '../face/picture-data.js';
import { AccountMails } from '../mail/account-mails.js';
import { FaceVault } from '../templates/face-vault.js';
import { faceLogInOf, type FaceOwner, type FacialData, isReference } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import { FacePreviews } from './face-previews.js';

export interface FaceImageFile {
  bytes: Buffer;
  mediaType: ImageMediaType;
}

/** The faces that the person signed in has. */
@Injectable()
export class MyFacesService {
  private readonly logger = new Logger(MyFacesService.name);

  constructor(
    private readonly users: UsersRepository,
    private readonly vault: FaceVault,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly previews: FacePreviews,
  ) {}

  async list(userId: string): Promise<FaceList> {
    const { facialData } = await this.owner(userId);
    return { faces: await this.vault.summaries(userId, facialData.faces), keepsImages: this.vault.keepsPictures };
  }

  /** @throws ProblemError `FACE_NOT_FOUND` or `LAST_FACE` */
  async remove(userId: string, faceId: string): Promise<void> {
    demandOwn((await this.owner(userId)).facialData, faceId);
    await this.vault.erase(userId, [faceId], () =>
      this.transactions.run(async (transaction) => {
        const user = await this.lock(transaction, userId);
        const { facialData } = user;
        demandOwn(facialData, faceId);
        const faces = facialData.faces.filter(({ id }) => id !== faceId);
        if (faceLogInOf(facialData) === 'on' && !faces.some(isReference))
          throw new ProblemError(
            'LAST_FACE',
            'The last face that log-in compares with cannot be removed. Withdraw your consent to turn log-in by face off.',
          );
        await this.users.updateFacialData(transaction, userId, { ...facialData, faces });
        await this.mails.faceRemoved(transaction, user);
        await this.audit.append(transaction, { action: 'face-removed', actor: 'self', userId });
      }),
    );
  }

  /** The picture as it is kept. @throws ProblemError `FACE_NOT_FOUND`, also for a picture that does not open any more */
  async original(userId: string, faceId: string): Promise<FaceImageFile> {
    const owner = await this.owner(userId);
    demandOwn(owner.facialData, faceId);
    const bytes = await this.openPicture(owner, faceId);
    if (!bytes) throw new ProblemError('FACE_NOT_FOUND', 'There is no picture of this face, or none that opens.');
    return { bytes, mediaType: pictureMediaType(bytes) };
  }

  /** A small JPEG of it. @throws as {@link original}; ProblemError `BUSY` */
  async preview(userId: string, faceId: string, signal: AbortSignal): Promise<FaceImageFile> {
    const { bytes } = await this.original(userId, faceId);
    return { bytes: await this.previews.of(userId, bytes, signal), mediaType: 'image/jpeg' };
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

/** Other people's faces and faces that are not: the same answer. */
function demandOwn({ faces }: FacialData, faceId: string): void {
  if (!faces.some(({ id }) => id === faceId))
    throw new ProblemError('FACE_NOT_FOUND', 'None of your faces has this id.');
}
