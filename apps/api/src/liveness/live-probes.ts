import type { LiveProofFields } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import type { Probe } from '../face/probe.js';
import { SampleExaminer } from '../face/sample-examiner.js';
import { LivenessProofs, type LivenessProof, type ProofUse } from './liveness-proofs.js';
import { SessionFrames } from './session-frames.js';

/** As requests carry it. */
export interface ProbeFields extends LiveProofFields {
  image?: string;
}

/** What is to be compared, before it is: of the session behind `proof`, or of the picture where the settings do without one. */
export interface LiveProbe {
  image: string | undefined;
  proof: LivenessProof | undefined;
}

/** What is done with a probe. */
export interface Judgement<Decision> {
  decide: (probe: Probe) => Decision | Promise<Decision>;
  /** Told before the answer when nothing is decided: the picture is no good, or somebody else was faster with the proof. */
  unusable?: () => Promise<void>;
}

/** Probes that have to be of a living person, unless the settings do without. */
@Injectable()
export class LiveProbes {
  constructor(
    private readonly config: AppConfig,
    private readonly proofs: LivenessProofs,
    private readonly frames: SessionFrames,
    private readonly examiner: SampleExaminer,
  ) {}

  /**
   * Before anything is counted: a token that is made up, over or for something else tells nothing of anybody.
   * @throws ProblemError `LIVENESS_REQUIRED` without a liveness token, where one is asked for; `LIVENESS_INVALID`; `IMAGE_INVALID`;
   * `VALIDATION_FAILED` without a picture, where only that could decide
   */
  async read({ image, ...fields }: ProbeFields, use: ProofUse): Promise<LiveProbe> {
    if (this.config.liveness === 'off') {
      if (image === undefined) throw withoutPicture();
      return { image, proof: undefined };
    }
    if (!fields.livenessToken)
      throw new ProblemError('LIVENESS_REQUIRED', 'A face counts only after a live check. Or use your password.', {
        fallback: 'password',
      });
    const proof = await this.proofs.open(fields, use);
    if (image !== undefined) await this.frames.demandJudged(proof, image, 'image');
    return { image, proof };
  }

  /**
   * What `decide` says of the face. The proof is used up once it has decided, whichever way.
   * @throws ProblemError with a code of the face calls, `LIVENESS_INVALID`, or whatever `decide` throws
   */
  async judge<Decision>(
    { image = '', proof }: LiveProbe,
    signal: AbortSignal,
    { decide, unusable }: Judgement<Decision>,
  ): Promise<Decision> {
    if (!proof) return decide({ vector: await this.ofPicture(image, signal, unusable), of: 'picture' });
    const decision = await decide({ vector: proof.evidence.vector, of: 'session' });
    signal.throwIfAborted();
    await this.proofs.use(proof).catch(async (error: unknown) => {
      await unusable?.();
      throw error;
    });
    return decision;
  }

  private async ofPicture(image: string, signal: AbortSignal, unusable?: () => Promise<void>): Promise<Float32Array> {
    try {
      const { face } = await this.examiner.probe(image, 'image', signal);
      return face.vector;
    } catch (error) {
      await unusable?.();
      throw error;
    }
  }
}

const withoutPicture = (): ProblemError =>
  new ProblemError('VALIDATION_FAILED', 'Some fields are missing or wrong.', {
    errors: [{ field: 'image', code: 'isString', detail: 'Without live checks the picture decides: send one.' }],
  });
