import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import { SampleExaminer } from '../face/sample-examiner.js';
import { type LiveToken, LivenessTokens } from './liveness-tokens.js';

/** As requests carry it. */
export interface LiveProbe {
  image: string;
  livenessToken?: string;
}

/** Probe pictures that have to be of a living person, unless the settings do without. */
@Injectable()
export class LiveProbes {
  constructor(
    private readonly config: AppConfig,
    private readonly liveness: LivenessTokens,
    private readonly examiner: SampleExaminer,
  ) {}

  /**
   * What `decide` says of the face. The liveness token is used up once it has decided, whichever way, and not by a picture
   * that is no good.
   * @throws ProblemError with a code of the face calls, `LIVENESS_REQUIRED`, `LIVENESS_INVALID`, or whatever `decide` throws
   */
  async judge<Decision>(
    { image, livenessToken }: LiveProbe,
    signal: AbortSignal,
    decide: (vector: Float32Array) => Decision | Promise<Decision>,
  ): Promise<Decision> {
    const token = await this.tokenOf(livenessToken);
    const { bytes, face } = await this.examiner.probe(image, 'image', signal);
    const proof = token && this.liveness.check(token, face.vector, bytes);
    const decision = await decide(face.vector);
    signal.throwIfAborted();
    if (proof) await this.liveness.use(proof);
    return decision;
  }

  /** Undefined when none is asked for. */
  private async tokenOf(livenessToken: string | undefined): Promise<LiveToken | undefined> {
    if (this.config.liveness === 'off') return undefined;
    if (livenessToken) return this.liveness.read(livenessToken);
    throw new ProblemError('LIVENESS_REQUIRED', 'A face counts only after a live check. Or use your password.', {
      fallback: 'password',
    });
  }
}
