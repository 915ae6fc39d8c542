import { Injectable } from '@nestjs/common';
import { SealBroken, Sealer } from '../common/crypto/sealer.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { FacialData } from '../users/facial-data.js';

/** The templates of one account, as far as they can be compared. */
export interface OpenedTemplates {
  vectors: { faceId: string; vector: Float32Array }[];
  /** Ids of faces whose template was changed, moved or sealed with another key. */
  unreadable: string[];
  /** Of another embedding model. */
  foreign: number;
}

/** Feature vectors at rest: float32 little endian, sealed for one user and face. */
@Injectable()
export class TemplateVault {
  constructor(
    private readonly sealer: Sealer,
    private readonly extractor: FaceExtractor,
  ) {}

  /** @returns base64 */
  seal(vector: Float32Array, userId: string, faceId: string): string {
    const bytes = Buffer.alloc(vector.length * 4);
    for (const [index, component] of vector.entries()) bytes.writeFloatLE(component, index * 4);
    return this.sealer.seal(bytes, { purpose: 'template', userId, faceId }).toString('base64');
  }

  /** @throws SealBroken when it was changed, or sealed for another user or face */
  open(sealed: string, userId: string, faceId: string): Float32Array {
    const bytes = this.sealer.open(Buffer.from(sealed, 'base64'), { purpose: 'template', userId, faceId });
    return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
  }

  /** Every template of an account. One that does not open is left out and named. */
  openAll(userId: string, { model, faces }: FacialData): OpenedTemplates {
    const opened: OpenedTemplates = { vectors: [], unreadable: [], foreign: 0 };
    if (model !== this.extractor.model.model) return { ...opened, foreign: faces.length };
    for (const { id: faceId, sealed } of faces) {
      try {
        opened.vectors.push({ faceId, vector: this.open(sealed, userId, faceId) });
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        opened.unreadable.push(faceId);
      }
    }
    return opened;
  }
}
