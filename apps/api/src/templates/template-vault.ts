import { Injectable } from '@nestjs/common';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import { SealBroken } from '../common/crypto/seal.js';
import { FaceComparer } from '../face/face-comparer.js';
import { FaceExtractor } from '../face/face-extractor.js';
import { type FaceOwner, isReference } from '../users/facial-data.js';

/** The template of one account, as far as it can be compared. */
export interface OpenedTemplate {
  /** All `references` fused; undefined when there are none. */
  vector: Float32Array | undefined;
  /** Vectors of the references that opened, in their order. */
  references: Float32Array[];
  /** Ids of references that were changed or moved, or whose key is not here. */
  unreadable: string[];
  /** References of another embedding model. */
  foreign: number;
}

/** Feature vectors at rest: float32 little endian, sealed with the person's data key for one face. */
@Injectable()
export class TemplateVault {
  constructor(
    private readonly dataKeys: DataKeys,
    private readonly extractor: FaceExtractor,
    private readonly comparer: FaceComparer,
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

  /** The template of an account: its references in one vector. One that does not open is left out and named. */
  open(owner: FaceOwner): OpenedTemplate {
    const { model, faces } = owner.facialData;
    const all = faces.filter(isReference);
    const comparable = all.filter((face) => (face.model ?? model) === this.extractor.model.model);
    const references: Float32Array[] = [];
    const unreadable: string[] = [];
    let dataKey: DataKey | undefined;
    for (const { id, sealed } of comparable) {
      try {
        dataKey ??= this.dataKeys.unwrap(owner);
        references.push(open(sealed, dataKey, id));
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        unreadable.push(id);
      }
    }
    const vector = references.length > 0 ? this.comparer.fuse(references) : undefined;
    return { vector, references, unreadable, foreign: all.length - comparable.length };
  }
}

/** @throws SealBroken when it was changed, or sealed for another user or face */
function open(sealed: string, dataKey: DataKey, faceId: string): Float32Array {
  const bytes = dataKey.open(Buffer.from(sealed, 'base64'), 'template', faceId);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
