import { Injectable } from '@nestjs/common';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import { SealBroken } from '../common/crypto/seal.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { IndexedFace } from '../face/template-index.js';
import { type FaceOwner, isReference } from '../users/facial-data.js';

/** The templates of one account, as far as they can be compared. */
export interface OpenedTemplates {
  vectors: IndexedFace[];
  /** Ids of faces whose template was changed or moved, or whose key is not here. */
  unreadable: string[];
  /** Of another embedding model. */
  foreign: number;
}

/** Feature vectors at rest: float32 little endian, sealed with the person's data key for one face. */
@Injectable()
export class TemplateVault {
  constructor(
    private readonly dataKeys: DataKeys,
    private readonly extractor: FaceExtractor,
  ) {}

  /** @returns base64 */
  seal(vector: Float32Array, dataKey: DataKey, faceId: string): string {
    const bytes = Buffer.alloc(vector.length * 4);
    for (const [index, component] of vector.entries()) bytes.writeFloatLE(component, index * 4);
    return dataKey.seal(bytes, 'template', faceId).toString('base64');
  }

  /**
   * The vectors of pictures that came as files and are compared with nothing else.
   * @returns undefined when one of them cannot be: it was changed, its key is not here, or it is of another embedding model
   */
  openFiles(owner: FaceOwner): Float32Array[] | undefined {
    const { model, faces } = owner.facialData;
    const files = faces.filter((face) => !isReference(face));
    if (files.some((face) => (face.model ?? model) !== this.extractor.model.model)) return undefined;
    try {
      const dataKey = this.dataKeys.unwrap(owner);
      return files.map(({ id, sealed }) => open(sealed, dataKey, id));
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }

  /** Every template of an account. One that does not open is left out and named. */
  openAll(owner: FaceOwner): OpenedTemplates {
    const { model, faces } = owner.facialData;
    const references = faces.filter(isReference);
    const comparable = references.filter((face) => (face.model ?? model) === this.extractor.model.model);
    const opened: OpenedTemplates = { vectors: [], unreadable: [], foreign: references.length - comparable.length };
    let dataKey: DataKey | undefined;
    for (const { id: faceId, sealed } of comparable) {
      try {
        dataKey ??= this.dataKeys.unwrap(owner);
        opened.vectors.push({ owner: owner.id, faceId, vector: open(sealed, dataKey, faceId) });
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        opened.unreadable.push(faceId);
      }
    }
    return opened;
  }
}

/** @throws SealBroken when it was changed, or sealed for another user or face */
function open(sealed: string, dataKey: DataKey, faceId: string): Float32Array {
  const bytes = dataKey.open(Buffer.from(sealed, 'base64'), 'template', faceId);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
