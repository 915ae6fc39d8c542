import type { FaceImage, FieldProblem } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { DecisionPolicy } from './decision-policy.js';
import { FaceComparer } from './face-comparer.js';
import { type FaceSample, FaceExtractor, type HeadTurn, type SampleFace } from './face-extractor.js';
import { oddOnesOut } from './odd-ones-out.js';
import { decodePictureData } from './picture-data.js';
import { faultDetail, type PictureFault, pictureProblem, sampleFaults } from './picture-faults.js';

/** A picture with one usable face. */
interface ProbePicture {
  /** The encoded picture as it came. */
  bytes: Buffer;
  face: SampleFace;
}

/** A picture that can be enrolled. */
export interface ReferencePicture extends ProbePicture {
  pose: FaceImage['pose'];
}

type Look = { bytes: Buffer; sample: FaceSample } | { fault: PictureFault };

/** Judges pictures of requests: one face, good enough, in the pose it claims, and of one person. */
@Injectable()
export class SampleExaminer {
  constructor(
    private readonly extractor: FaceExtractor,
    private readonly comparer: FaceComparer,
    private readonly policy: DecisionPolicy,
  ) {}

  /**
   * The probe of a log-in.
   * @throws ProblemError with a code of the face calls, or `BUSY`
   */
  probe(data: string, field: string, signal: AbortSignal): Promise<ProbePicture> {
    return this.single(data, field, {}, signal);
  }

  /** One more reference picture. @throws as {@link probe} */
  async reference(image: FaceImage, field: string, signal: AbortSignal): Promise<ReferencePicture> {
    return { ...(await this.single(image.data, field, { pose: image.pose }, signal)), pose: image.pose };
  }

  /** The reference pictures of one person. @throws ProblemError that names every fault of every picture */
  async references(images: readonly FaceImage[], signal: AbortSignal): Promise<ReferencePicture[]> {
    const looks = await this.lookAtAll(images, signal);
    const rest = restTurn(images, looks);
    const errors: FieldProblem[] = [];
    const usable: (ReferencePicture & { index: number })[] = [];
    for (const [index, image] of images.entries()) {
      const judged = judge(looks[index]!, image, rest);
      if ('faults' in judged) errors.push(...judged.faults.map((fault) => fieldProblem(index, fault)));
      else usable.push({ ...judged, pose: image.pose, index });
    }
    const threshold = this.policy.verificationThreshold(1);
    const odd = oddOnesOut(
      usable,
      (one, other) => this.comparer.score(one.face.vector, other.face.vector) >= threshold,
    );
    errors.push(
      ...odd.map(({ index }) => fieldProblem(index, { code: 'FACES_DIFFER', detail: faultDetail('FACES_DIFFER') })),
    );
    const [first] = errors.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0));
    if (!first) return usable;
    throw new ProblemError(first.code as PictureFault['code'], first.detail, {
      errors: errors.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0)),
    });
  }

  private async single(
    data: string,
    field: string,
    claim: { pose?: FaceImage['pose'] },
    signal: AbortSignal,
  ): Promise<ProbePicture> {
    const judged = judge(await this.look(data, { signal }), claim);
    if ('faults' in judged) throw pictureProblem(field, judged.faults);
    return judged;
  }

  /** One after the other: a request takes one thread at a time, and others get their turn in between. */
  private async lookAtAll(images: readonly FaceImage[], signal: AbortSignal): Promise<Look[]> {
    const looks: Look[] = [];
    for (const { data } of images) {
      const continues = looks.some((look) => 'sample' in look);
      looks.push(await this.look(data, { signal, continues }));
    }
    return looks;
  }

  private async look(data: string, request: { signal: AbortSignal; continues?: boolean }): Promise<Look> {
    try {
      const bytes = decodePictureData(data);
      return { bytes, sample: await this.extractor.extract(bytes, request) };
    } catch (error) {
      if (error instanceof ProblemError && (error.code === 'IMAGE_INVALID' || error.code === 'IMAGE_TOO_LARGE'))
        return { fault: { code: error.code, detail: error.detail } };
      throw error;
    }
  }
}

function judge(
  look: Look,
  { pose }: { pose?: FaceImage['pose'] },
  rest?: HeadTurn,
): ProbePicture | { faults: PictureFault[] } {
  if ('fault' in look) return { faults: [look.fault] };
  const verdict = look.sample.judge({ pose, rest: pose === 'front' ? undefined : rest });
  return verdict.usable ? { bytes: look.bytes, face: verdict.face } : { faults: sampleFaults(verdict.faults) };
}

/** How this person's head and camera sit when they look straight: from the first picture that does. */
function restTurn(images: readonly FaceImage[], looks: readonly Look[]): HeadTurn | undefined {
  for (const [index, image] of images.entries()) {
    const look = looks[index]!;
    if (image.pose !== 'front' || 'fault' in look) continue;
    const verdict = look.sample.judge({ pose: 'front' });
    if (verdict.usable) return verdict.face.turn;
  }
  return undefined;
}

function fieldProblem(index: number, { code, detail }: PictureFault): FieldProblem {
  return { field: `images[${index}].data`, index, code, detail };
}
