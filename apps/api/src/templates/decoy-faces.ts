import { randomUUID } from 'node:crypto';
import { SIGN_UP_POSES } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { DataKeys } from '../common/crypto/data-keys.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { FaceOwner } from '../users/facial-data.js';
import { TemplateVault } from './template-vault.js';

/**
 * Faces that are nobody's, sealed like anybody's: a name without an account is compared with them, so that the time does not
 * tell which names there are.
 */
@Injectable()
export class DecoyFaces {
  private made: { underKey: string; owner: FaceOwner } | undefined;

  constructor(
    private readonly dataKeys: DataKeys,
    private readonly extractor: FaceExtractor,
    private readonly templates: TemplateVault,
  ) {}

  /** As many as a sign-up leaves. */
  get owner(): FaceOwner {
    const underKey = this.dataKeys.currentPrefix();
    // Under another master key the old ones would not open, which takes less time.
    if (this.made?.underKey !== underKey) this.made = { underKey, owner: this.make() };
    return this.made.owner;
  }

  private make(): FaceOwner {
    const { model, dimensions, metric } = this.extractor.model;
    const id = randomUUID();
    const dataKey = this.dataKeys.make(id);
    const faces = SIGN_UP_POSES.map((pose) => {
      const faceId = randomUUID();
      const vector = Float32Array.from({ length: dimensions }, () => 2 * Math.random() - 1);
      const sealed = this.templates.seal(vector, dataKey, faceId);
      return { id: faceId, pose, quality: 1, enrolledAt: new Date().toISOString(), sealed };
    });
    return { id, dataKey: this.dataKeys.wrap(dataKey), facialData: { model, metric, faces } };
  }
}
