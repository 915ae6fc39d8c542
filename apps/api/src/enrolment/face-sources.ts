import type { ErrorCode, FaceImage, LiveProofFields, Pose, StoreFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import type { SampleStage } from '../face/face-extractor.js';
import { type ReferencePicture, SampleExaminer } from '../face/sample-examiner.js';
import { type LivenessProof, LivenessProofs, type ProofUse } from '../liveness/liveness-proofs.js';
import { SessionFrames } from '../liveness/session-frames.js';

/** Pictures of one person about to be kept. */
export interface IncomingFaces {
  pictures: ReferencePicture[];
  /** Of the live session that they are frames of; undefined for files. */
  proof: LivenessProof | undefined;
}

/** About the face itself: after them the page cannot send something better with the same proof. */
const DECISIONS = new Set<ErrorCode>(['FACES_DIFFER', 'FACE_ALREADY_ENROLLED']);

/** Where faces come from: frames of a live session are references at once, files only where the settings trust them. */
@Injectable()
export class FaceSources {
  constructor(
    private readonly config: AppConfig,
    private readonly proofs: LivenessProofs,
    private readonly frames: SessionFrames,
    private readonly examiner: SampleExaminer,
  ) {}

  /** @throws ProblemError `LIVENESS_INVALID`, or with a code of the face calls */
  async forSignUp(request: StoreFacialRequest, signal: AbortSignal): Promise<IncomingFaces> {
    const proof = await this.proofOf(request, { purpose: 'sign-up' });
    return this.all(request.images, proof, signal);
  }

  /** Frames that turn log-in by face on. @throws as {@link forSignUp}, `LIVENESS_REQUIRED` without a token where one is asked for */
  async forActivation(
    request: LiveProofFields & { images: FaceImage[] },
    userId: string,
    signal: AbortSignal,
  ): Promise<IncomingFaces> {
    const proof = await this.proofOf(request, { purpose: 'add-face', userId });
    if (!proof && this.config.liveness === 'on')
      throw new ProblemError('LIVENESS_REQUIRED', 'Log-in by face is turned on by a live check.', {
        fallback: 'password',
      });
    return this.all(request.images, proof, signal);
  }

  /**
   * One more face of an account.
   * @param reached told of each stage that is behind it
   * @throws as {@link forSignUp}
   */
  async forOneMore(
    request: LiveProofFields & { data: string; pose?: Pose },
    userId: string,
    signal: AbortSignal,
    reached: (stage: SampleStage) => void,
  ): Promise<IncomingFaces> {
    const proof = await this.proofOf(request, { purpose: 'add-face', userId });
    if (!proof)
      return { pictures: this.asFiles([await this.examiner.reference(request, 'data', signal, reached)]), proof };
    const picture = await this.frames.one(proof, request);
    reached('valid');
    reached('face-found');
    const faces = { pictures: [picture], proof };
    await this.decide(faces, async () => this.examiner.demandSamePerson(picture, proof.evidence.vector, 'data'));
    return faces;
  }

  /** Runs what decides about the faces. A refusal uses the proof up; what can be mended leaves it. */
  async decide<T>({ proof }: IncomingFaces, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (proof && error instanceof ProblemError && DECISIONS.has(error.code)) await this.proofs.spend(proof);
      throw error;
    }
  }

  private async all(
    images: readonly FaceImage[],
    proof: LivenessProof | undefined,
    signal: AbortSignal,
  ): Promise<IncomingFaces> {
    if (!proof) return { pictures: this.asFiles(await this.examiner.references(images, signal)), proof };
    const faces = { pictures: await this.frames.captured(proof, images), proof };
    await this.decide(faces, async () => this.examiner.demandOnePerson(faces.pictures, proof.evidence.vector));
    return faces;
  }

  /** A server that does without live checks takes no notice of tokens. */
  private async proofOf(fields: LiveProofFields, use: ProofUse): Promise<LivenessProof | undefined> {
    return fields.livenessToken !== undefined && this.config.liveness === 'on'
      ? this.proofs.open(fields, use)
      : undefined;
  }

  private asFiles(pictures: readonly ReferencePicture[]): ReferencePicture[] {
    if (this.config.liveness === 'off' || this.config.uploads === 'trusted') return [...pictures];
    return pictures.map((picture) => ({ ...picture, isReference: false }));
  }
}
