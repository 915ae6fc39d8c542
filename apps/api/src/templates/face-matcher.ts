import { Injectable } from '@nestjs/common';
import { FaceComparer } from '../face/face-comparer.js';
import type { FacialData } from '../users/facial-data.js';
import { TemplateIndex } from './template-index.js';
import { TemplateVault } from './template-vault.js';

/** Whose face is it, and is it this person's face. */
@Injectable()
export class FaceMatcher {
  constructor(
    private readonly comparer: FaceComparer,
    private readonly index: TemplateIndex,
    private readonly templates: TemplateVault,
  ) {}

  /** 1:N: the user id of the best match at or above the threshold. */
  identify(probe: Float32Array): string | undefined {
    return this.index.identify(probe)?.userId;
  }

  /** 1:1, against the rows themselves, so that it holds whichever process enrolled them. */
  verify(probe: Float32Array, userId: string, facialData: FacialData): boolean {
    const { vectors } = this.templates.openAll(userId, facialData);
    return vectors.some(({ vector }) => this.comparer.isSamePerson(probe, vector));
  }
}
