import { createHash } from 'node:crypto';
import { type FaceImage, type FieldProblem, type Pose, POSES } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { DecisionPolicy } from './decision-policy.js';
import { FaceComparer } from './face-comparer.js';
import {
  type ExtractRequest,
  FaceExtractor,
  type FaceSample,
  type HeadTurn,
  type SampleFace,
  type SampleStage,
} from './face-extractor.js';
import { oddOnesOut } from './odd-ones-out.js';
import { decodePictureData } from './picture-data.js';
import { RepeatedPictures } from './repeated-pictures.js';
import { faultDetail, type PictureFault, pictureProblem, sampleFaults } from './picture-faults.js';

/** A picture with one usable face. */
interface ProbePicture {
  /** The encoded picture as it came. */
  bytes: Buffer;
  face: SampleFace;
}

/** A picture that can be enrolled. */
export interface ReferencePicture {
  /** The encoded picture as it came. */
  bytes: Buffer;
  pose: Pose;
  face: Pick<SampleFace, 'vector' | 'quality'>;
  /** `false`: it came as a file, and is kept as a picture only. */
  isReference?: false;
}

const REPEATED: PictureFault = { code: 'PICTURE_REPEATED', detail: faultDetail('PICTURE_REPEATED') };

type IndexedPicture = ReferencePicture & { index: number };

type Look = { bytes: Buffer; sample: FaceSample } | { fault: PictureFault };

/** Judges pictures of requests: one face, good enough, in the pose it claims, and of one person. */
@Injectable()
export class SampleExaminer {
  constructor(
    private readonly extractor: FaceExtractor,
    private readonly comparer: FaceComparer,
    private readonly policy: DecisionPolicy,
    private readonly repeats: RepeatedPictures,
  ) {}

  /**
   * The probe of a log-in.
   * @throws ProblemError with a code of the face calls, or `BUSY`
   */
  async probe(data: string, field: string, signal: AbortSignal): Promise<ProbePicture> {
    const judged = judge(await this.look(data, { signal }), {});
    if ('faults' in judged) throw pictureProblem(field, judged.faults);
    return judged;
  }

  /**
   * One more reference picture. Without a claimed pose it gets the one that it shows.
   * @param reached told of each stage as it is reached
   * @throws as {@link probe}
   */
  async reference(
    { data, pose }: { data: string; pose?: Pose },
    field: string,
    signal: AbortSignal,
    reached: (stage: SampleStage) => void,
  ): Promise<ReferencePicture> {
    const look = await this.look(data, { signal, reached });
    const measured = pose ?? shownPose(look);
    const judged = judge(look, { pose: measured });
    if ('faults' in judged) throw pictureProblem(field, judged.faults);
    if (!measured) throw pictureProblem(field, sampleFaults(['POSE_MISMATCH']));
    return { ...judged, pose: measured };
  }

  /** The reference pictures of one person. @throws ProblemError that names every fault of every picture */
  async references(images: readonly FaceImage[], signal: AbortSignal): Promise<ReferencePicture[]> {
    const looks = await this.lookAtAll(images, signal);
    const rest = restTurn(images, looks);
    const errors: FieldProblem[] = [];
    const usable: IndexedPicture[] = [];
    for (const [index, image] of images.entries()) {
      const judged = judge(looks[index]!, image, rest);
      if ('faults' in judged) errors.push(...judged.faults.map((fault) => fieldProblem(index, fault)));
      else usable.push({ ...judged, pose: image.pose, index });
    }
    errors.push(...this.differing(usable), ...this.repeated(usable));
    demandNone(errors);
    return usable;
  }

  /**
   * Frames that a live session captured show one person.
   * @param session the vector of the session
   * @throws ProblemError `FACES_DIFFER`
   */
  demandOnePerson(pictures: readonly ReferencePicture[], session: Float32Array): void {
    const indexed = pictures.map((picture, index) => ({ ...picture, index }));
    demandNone(indexed.filter((picture) => !this.isOf(session, picture)).map(({ index }) => differs(index)));
    demandNone(this.differing(indexed));
  }

  /** As {@link demandOnePerson}, for the only frame of a request. @param field of the request */
  demandSamePerson(picture: ReferencePicture, session: Float32Array, field: string): void {
    if (this.isOf(session, picture)) return;
    throw pictureProblem(field, [{ code: 'FACES_DIFFER', detail: faultDetail('FACES_DIFFER') }]);
  }

  /**
   * The liveness proof speaks for the session's own vector only: a captured frame has to match it.
   * A session is compared with a picture as a template is.
   */
  private isOf(session: Float32Array, { face }: ReferencePicture): boolean {
    return this.comparer.score(session, face.vector) >= this.policy.verificationThreshold('picture');
  }

  /** All but the first of each picture. */
  private repeated(pictures: readonly IndexedPicture[]): FieldProblem[] {
    const vectors = pictures.map(({ face }) => face.vector);
    return pictures
      .filter((_picture, at) => this.repeats.isAmong(vectors[at]!, vectors.slice(0, at)))
      .map(({ index }) => fieldProblem(index, REPEATED));
  }

  private differing(pictures: readonly IndexedPicture[]): FieldProblem[] {
    const threshold = this.policy.linkageThreshold;
    const odd = oddOnesOut(
      pictures,
      (one, other) => this.comparer.score(one.face.vector, other.face.vector) >= threshold,
    );
    return odd.map(({ index }) => differs(index));
  }

  /** One after the other: a request takes one thread at a time, and others get their turn in between. */
  private async lookAtAll(images: readonly FaceImage[], signal: AbortSignal): Promise<Look[]> {
    const looks: Look[] = [];
    // The same bytes are not analysed again.
    const seen = new Set<string>();
    for (const { data } of images) {
      const continues = looks.some((look) => 'sample' in look);
      looks.push(await this.look(data, { signal, continues }, seen));
    }
    return looks;
  }

  private async look(data: string, request: ExtractRequest, seen = new Set<string>()): Promise<Look> {
    try {
      const bytes = decodePictureData(data);
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      if (seen.has(sha256)) return { fault: REPEATED };
      seen.add(sha256);
      return { bytes, sample: await this.extractor.extract(bytes, request) };
    } catch (error) {
      if (error instanceof ProblemError && (error.code === 'IMAGE_INVALID' || error.code === 'IMAGE_TOO_LARGE'))
        return { fault: { code: error.code, detail: error.detail } };
      throw error;
    }
  }
}

function judge(look: Look, { pose }: { pose?: Pose }, rest?: HeadTurn): ProbePicture | { faults: PictureFault[] } {
  if ('fault' in look) return { faults: [look.fault] };
  const verdict = look.sample.judge({ pose, rest: pose === 'front' ? undefined : rest });
  return verdict.usable ? { bytes: look.bytes, face: verdict.face } : { faults: sampleFaults(verdict.faults) };
}

/** The first pose whose window the head is in, seen from the camera; none when it is turned too far, or unusable anyway. */
function shownPose(look: Look): Pose | undefined {
  if ('fault' in look) return undefined;
  return POSES.find((pose) => look.sample.judge({ pose }).usable);
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

/** @throws ProblemError with the code of the first picture that has one */
function demandNone(errors: readonly FieldProblem[]): void {
  const sorted = errors.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0));
  const [first] = sorted;
  if (first) throw new ProblemError(first.code as PictureFault['code'], first.detail, { errors: sorted });
}

function differs(index: number): FieldProblem {
  return fieldProblem(index, { code: 'FACES_DIFFER', detail: faultDetail('FACES_DIFFER') });
}

function fieldProblem(index: number, { code, detail }: PictureFault): FieldProblem {
  return { field: `images[${index}].data`, index, code, detail };
}
