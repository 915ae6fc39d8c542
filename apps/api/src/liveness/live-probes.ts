import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import { SampleExaminer } from '../face/sample-examiner.js';
import { type LiveToken, LivenessTokens } from './liveness-tokens.js';

/** As requests carry it. */
export interface LiveProbe {
  image?: string;
  livenessToken?: string;
}

/** What is done with a probe. */
export interface Judgement<Decision> {
  decide: (vector: Float32Array) => Decision | Promise<Decision>;
  /** Told of a token or picture that nothing can be decided by, before the answer says so. */
  unusable?: () => Promise<void>;
}

/** Probe pictures that have to be of a living person, unless the settings do without. */
@Injectable()
export class LiveProbes {
  constructor(
    private readonly config: AppConfig,
    private readonly liveness: LivenessTokens,
    private readonly examiner: SampleExaminer,
  ) {}

  /** @throws ProblemError `LIVENESS_REQUIRED` without a liveness token, where one is asked for */
  demandToken({ livenessToken }: Pick<LiveProbe, 'livenessToken'>): void {
    if (livenessToken || this.config.liveness === 'off') return;
    throw new ProblemError('LIVENESS_REQUIRED', 'A face counts only after a live check. Or use your password.', {
      fallback: 'password',
    });
  }

  /**
   * What `decide` says of the face. The liveness token is used up once it has decided, whichever way, and not by a picture
   * that is no good.
   * @throws ProblemError with a code of the face calls, `LIVENESS_REQUIRED`, `LIVENESS_INVALID`, or whatever `decide` throws
   */
  async judge<Decision>(
    probe: LiveProbe,
    signal: AbortSignal,
    { decide, unusable }: Judgement<Decision>,
  ): Promise<Decision> {
    this.demandToken(probe);
    const { token, bytes, face } = await this.examine(probe, signal).catch(async (error: unknown) => {
      await unusable?.();
      throw error;
    });
    const proof = token && this.liveness.check(token, face.vector, bytes);
    const decision = await decide(face.vector);
    signal.throwIfAborted();
    if (proof) await this.liveness.use(proof);
    return decision;
  }

  /** A token that is made up or over costs no look at the picture, and no attempt: anybody can send one. */
  private async examine(probe: LiveProbe, signal: AbortSignal) {
    const token = await this.tokenOf(probe);
    return { token, ...(await this.examiner.probe(probe.image ?? '', 'image', signal)) };
  }

  /** Undefined when none is asked for. */
  private async tokenOf({ livenessToken }: LiveProbe): Promise<LiveToken | undefined> {
    return livenessToken && this.config.liveness !== 'off' ? this.liveness.read(livenessToken) : undefined;
  }
}
