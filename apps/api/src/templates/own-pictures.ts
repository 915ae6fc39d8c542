import { Injectable } from '@nestjs/common';
import { faultDetail, pictureProblem } from '../face/picture-faults.js';
import { RepeatedPictures } from '../face/repeated-pictures.js';
import type { ReferencePicture } from '../face/sample-examiner.js';
import type { FaceOwner } from '../users/facial-data.js';
import { TemplateVault } from './template-vault.js';

/** The pictures that an account has, of which none is taken twice. */
@Injectable()
export class OwnPictures {
  constructor(
    private readonly templates: TemplateVault,
    private readonly repeats: RepeatedPictures,
  ) {}

  /** @param field of the request. @throws ProblemError `PICTURE_REPEATED` */
  demandNew(pictures: readonly ReferencePicture[], owner: FaceOwner, field: string): void {
    const known = [...this.templates.open(owner).references, ...(this.templates.openFiles(owner) ?? [])];
    if (!pictures.some(({ face }) => this.repeats.isAmong(face.vector, known))) return;
    throw pictureProblem(field, [{ code: 'PICTURE_REPEATED', detail: faultDetail('PICTURE_REPEATED') }]);
  }
}
