import { randomUUID } from 'node:crypto';
import type { FaceSummary } from '@facegate/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import { CommitOutcomeUnknown } from '../database/transactions.js';
import { FaceExtractor, type SampleFace } from '../face/face-extractor.js';
import type { ReferencePicture } from '../face/sample-examiner.js';
import { type FaceOwner, type FacialData, isReference, type StoredFace } from '../users/facial-data.js';
import { IndexEntries } from './index-entries.js';
import { type PendingPictures, PictureStore } from './picture-store.js';
import { TemplateVault } from './template-vault.js';

/** Faces on their way into an account: sealed and on the disk, but of no account until their row is committed. */
export interface PreparedFaces {
  dataKey: DataKey;
  stored: StoredFace[];
  pending: PendingPictures;
}

/** Everything kept of enrolled faces: templates, pictures and the index, changed together. */
@Injectable()
export class FaceVault {
  private readonly logger = new Logger(FaceVault.name);

  constructor(
    private readonly extractor: FaceExtractor,
    private readonly dataKeys: DataKeys,
    private readonly templates: TemplateVault,
    private readonly pictures: PictureStore,
    private readonly entries: IndexEntries,
  ) {}

  /** Whether the pictures of faces that are enrolled now are kept. */
  get keepsPictures(): boolean {
    return this.pictures.keeps;
  }

  /** Faces of an account to be made. See {@link prepare}. */
  prepareFirst(userId: string, references: readonly ReferencePicture[]): Promise<PreparedFaces> {
    return this.prepare(this.dataKeys.make(userId), references);
  }

  /** More faces of an account. See {@link prepare}. @throws SealBroken */
  async prepareMore(owner: FaceOwner, references: readonly ReferencePicture[]): Promise<PreparedFaces> {
    return this.prepare(this.dataKeys.unwrap(owner), references);
  }

  /** To be followed by {@link enrol}. Leaves nothing behind when it fails. */
  private async prepare(dataKey: DataKey, references: readonly ReferencePicture[]): Promise<PreparedFaces> {
    const enrolledAt = new Date().toISOString();
    const stored = references.map(({ pose, face, ...kept }): StoredFace => {
      const id = randomUUID();
      const sealed = this.templates.seal(face.vector, dataKey, id);
      const { quality } = face;
      return { id, pose, quality, enrolledAt, sealed, ...(kept.isReference === false && { isReference: false }) };
    });
    const pending = await this.pictures.write(
      dataKey,
      references.map(({ bytes }, at) => ({ faceId: stored[at]!.id, bytes })),
    );
    return { dataKey, stored, pending };
  }

  /** `facial_data` of an account that has just these faces. */
  facialData(stored: StoredFace[]): FacialData {
    const { model, metric } = this.extractor.model;
    return { model, metric, faces: stored };
  }

  /**
   * Makes prepared faces part of an account by `storeRow`, which writes them into the database.
   * @throws whatever `storeRow` throws; then nothing is kept, unless nobody knows whether the row is: the intent stays
   * and the next start looks.
   */
  async enrol<T>({ dataKey, pending }: PreparedFaces, storeRow: () => Promise<T>): Promise<T> {
    let result: T;
    try {
      result = await storeRow();
    } catch (error) {
      if (!(error instanceof CommitOutcomeUnknown)) await this.leaveIfStuck(() => this.pictures.discard(pending));
      throw error;
    }
    await this.announce(dataKey.userId);
    await this.leaveIfStuck(() => this.pictures.settle(pending));
    return result;
  }

  /**
   * An account as the engine in use sees it: the faces in `looked` get a new template; the others keep theirs, marked with
   * its model, so that going back to its engine makes them count again.
   * @returns undefined when none of them can be compared then
   * @throws SealBroken
   */
  reembedded(owner: FaceOwner, looked: ReadonlyMap<string, SampleFace>): FacialData | undefined {
    const before = owner.facialData;
    const now = this.facialData([]);
    const faces = before.faces.map(({ model: own, ...face }): StoredFace => {
      const seen = looked.get(face.id);
      if (seen) {
        const sealed = this.templates.seal(seen.vector, this.dataKeys.unwrap(owner), face.id);
        return { ...face, quality: seen.quality, sealed };
      }
      const model = own ?? before.model;
      return model === now.model ? face : { ...face, model };
    });
    return faces.some(({ model }) => model === undefined) ? { ...now, faces } : undefined;
  }

  /**
   * Lets an account be found as its row is now committed. When the row cannot be read the account is found by no search until
   * the index is filled again: its entry may hold what was removed.
   */
  async announce(userId: string): Promise<void> {
    try {
      await this.entries.refresh(userId);
    } catch (error) {
      this.logger.error('The row of a changed account cannot be read: no search finds it until the next start', error);
      await this.entries.remove(userId);
    }
  }

  /** Removes faces around `eraseRow`, which takes them out of the database. */
  async erase(userId: string, faceIds: readonly string[], eraseRow: () => Promise<void>): Promise<void> {
    const pending = await this.pictures.intend(userId, [...faceIds]);
    try {
      await eraseRow();
    } catch (error) {
      // As in enrol: an unsure outcome is left to the next start.
      if (!(error instanceof CommitOutcomeUnknown)) await this.leaveIfStuck(() => this.pictures.settle(pending));
      throw error;
    }
    await this.announce(userId);
    await this.pictures.discard(pending);
  }

  /** @throws SealBroken */
  async picture(owner: FaceOwner, faceId: string): Promise<Buffer | undefined> {
    return this.pictures.read(this.dataKeys.unwrap(owner), faceId);
  }

  /** Of faces that were just enrolled. */
  newSummaries({ stored, pending }: PreparedFaces): FaceSummary[] {
    return summarise(stored, new Set(pending.faceIds));
  }

  /** What the owner may see of their faces. */
  async summaries(userId: string, faces: readonly StoredFace[]): Promise<FaceSummary[]> {
    return summarise(faces, await this.pictures.list(userId));
  }

  /** The outcome is decided: a file that cannot be tidied away now must not change it, and the next start does it. */
  private async leaveIfStuck(tidyUp: () => Promise<void>): Promise<void> {
    try {
      await tidyUp();
    } catch (error) {
      this.logger.error('Files of an enrolment are left to the next start', error);
    }
  }
}

function summarise(faces: readonly StoredFace[], withPicture: ReadonlySet<string>): FaceSummary[] {
  return faces.map((face) => {
    const { id, pose, quality, enrolledAt } = face;
    return { id, pose, quality, enrolledAt, isReference: isReference(face), hasImage: withPicture.has(id) };
  });
}
