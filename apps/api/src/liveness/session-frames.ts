import { createHash } from 'node:crypto';
import type { FaceImage, Pose } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { decodePictureData } from '../face/picture-data.js';
import { pictureProblem } from '../face/picture-faults.js';
import type { ReferencePicture } from '../face/sample-examiner.js';
import { LivenessProofs, type LivenessProof } from './liveness-proofs.js';

/** Pictures that have to be frames of the session that they came with, byte for byte. Any other uses its proof up. */
@Injectable()
export class SessionFrames {
  constructor(private readonly proofs: LivenessProofs) {}

  /** @throws ProblemError `LIVENESS_INVALID`; `IMAGE_INVALID` or `IMAGE_TOO_LARGE` for what is no base64 */
  async demandJudged(proof: LivenessProof, data: string, field: string): Promise<void> {
    const sha256 = sha256Of(decode(data, field));
    if (!proof.evidence.sha256s.includes(sha256)) await this.proofs.refuse(proof);
  }

  /**
   * The frames that were captured for these poses, with what the session saw in them. Each once.
   * @throws as {@link demandJudged}
   */
  async captured(proof: LivenessProof, images: readonly FaceImage[]): Promise<ReferencePicture[]> {
    const decoded = images.map(({ pose, data }, at) => ({ pose, bytes: decode(data, `images[${at}].data`) }));
    const poses = new Set(images.map(({ pose }) => pose));
    if (poses.size < images.length) return this.proofs.refuse(proof);
    return Promise.all(decoded.map(({ pose, bytes }) => this.find(proof, bytes, pose)));
  }

  /** @param pose left out: whichever the frame was captured for. @throws as {@link demandJudged} */
  async one(proof: LivenessProof, { data, pose }: { data: string; pose?: Pose }): Promise<ReferencePicture> {
    return this.find(proof, decode(data, 'data'), pose);
  }

  private async find(proof: LivenessProof, bytes: Buffer, pose: Pose | undefined): Promise<ReferencePicture> {
    const sha256 = sha256Of(bytes);
    const frame = proof.evidence.captured.find(
      (captured) => captured.sha256 === sha256 && (pose === undefined || captured.pose === pose),
    );
    if (!frame) return this.proofs.refuse(proof);
    return { bytes, pose: frame.pose, face: { vector: frame.vector, quality: frame.quality } };
  }
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function decode(data: string, field: string): Buffer {
  try {
    return decodePictureData(data);
  } catch (error) {
    if (error instanceof ProblemError && (error.code === 'IMAGE_INVALID' || error.code === 'IMAGE_TOO_LARGE'))
      throw pictureProblem(field, [{ code: error.code, detail: error.detail }]);
    throw error;
  }
}
