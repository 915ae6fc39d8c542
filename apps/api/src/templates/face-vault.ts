import { randomUUID } from 'node:crypto';
import type { FaceSummary } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { ReferencePicture } from '../face/sample-examiner.js';
import type { FacialData, StoredFace } from '../users/facial-data.js';
import { type PendingPictures, PictureStore } from './picture-store.js';
import { TemplateIndex } from './template-index.js';
import { TemplateVault } from './template-vault.js';

/** Faces on their way into an account: sealed and on the disk, but of no account until their row is committed. */
export interface PreparedFaces {
  userId: string;
  stored: StoredFace[];
  vectors: Float32Array[];
  pending: PendingPictures;
}

/** Everything kept of enrolled faces: templates, pictures and the index, changed together. */
@Injectable()
export class FaceVault {
  constructor(
    private readonly extractor: FaceExtractor,
    private readonly templates: TemplateVault,
    private readonly pictures: PictureStore,
    private readonly index: TemplateIndex,
  ) {}

  /** To be followed by {@link commit} when the row is committed, else by {@link abandon}. */
  async prepare(userId: string, references: readonly ReferencePicture[]): Promise<PreparedFaces> {
    const enrolledAt = new Date().toISOString();
    const stored = references.map(({ pose, face }): StoredFace => {
      const id = randomUUID();
      return { id, pose, quality: face.quality, enrolledAt, sealed: this.templates.seal(face.vector, userId, id) };
    });
    const pending = await this.pictures.write(
      userId,
      references.map(({ bytes }, at) => ({ faceId: stored[at]!.id, bytes })),
    );
    return { userId, stored, vectors: references.map(({ face }) => face.vector), pending };
  }

  /** `facial_data` of an account that has just these faces. */
  facialData(stored: StoredFace[]): FacialData {
    const { model, metric } = this.extractor.model;
    return { model, metric, faces: stored };
  }

  async commit({ userId, stored, vectors, pending }: PreparedFaces): Promise<void> {
    for (const [at, { id }] of stored.entries()) this.index.add(userId, id, vectors[at]!);
    await this.pictures.settle(pending);
  }

  /**
   * @param reason why the row was not committed. Only our own refusals are sure to have left no row: after anything
   * else (the connection broke during the commit) the intent stays, and the next start looks at the row.
   */
  async abandon({ pending }: PreparedFaces, reason: unknown): Promise<void> {
    if (reason instanceof ProblemError) await this.pictures.discard(pending);
  }

  /** Removes one face around `eraseRow`, which takes it out of the database. */
  async erase(userId: string, faceId: string, eraseRow: () => Promise<void>): Promise<void> {
    const pending = await this.pictures.intend(userId, [faceId]);
    try {
      await eraseRow();
    } catch (error) {
      // As in abandon: an unsure outcome is left to the next start.
      if (error instanceof ProblemError) await this.pictures.settle(pending);
      throw error;
    }
    this.index.remove(userId, faceId);
    await this.pictures.discard(pending);
  }

  /** @throws SealBroken */
  picture(userId: string, faceId: string): Promise<Buffer | undefined> {
    return this.pictures.read(userId, faceId);
  }

  /** What the owner may see of their faces. */
  async summaries(userId: string, faces: readonly StoredFace[]): Promise<FaceSummary[]> {
    const withPicture = await this.pictures.list(userId);
    return faces.map(({ id, pose, quality, enrolledAt }) => ({
      id,
      pose,
      quality,
      enrolledAt,
      hasImage: withPicture.has(id),
    }));
  }
}
