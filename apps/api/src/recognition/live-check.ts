import type { RecognizeFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import { type LivenessProof, type LiveToken, LivenessTokens } from '../liveness/liveness-tokens.js';

type TokenOf = Pick<RecognizeFacialRequest, 'livenessToken'>;

/** The live check that a log-in by face begins with, where the operator asks for it; otherwise all is undefined. */
@Injectable()
export class LiveCheck {
  private readonly wanted: boolean;

  constructor(
    { liveness }: AppConfig,
    private readonly tokens: LivenessTokens,
  ) {
    this.wanted = liveness === 'on';
  }

  /** @throws ProblemError `LIVENESS_REQUIRED` */
  demandToken({ livenessToken }: TokenOf): void {
    if (!this.wanted || livenessToken) return;
    throw new ProblemError('LIVENESS_REQUIRED', 'Log-in by face begins with a live check, or use your password.', {
      fallback: 'password',
    });
  }

  /** @throws ProblemError `LIVENESS_INVALID` */
  async read({ livenessToken }: TokenOf): Promise<LiveToken | undefined> {
    return this.wanted && livenessToken ? this.tokens.read(livenessToken) : undefined;
  }

  /** @throws ProblemError `LIVENESS_INVALID` */
  check(token: LiveToken | undefined, vector: Float32Array, picture: Uint8Array): LivenessProof | undefined {
    return token && this.tokens.check(token, vector, picture);
  }

  /** @throws ProblemError `LIVENESS_INVALID` */
  async use(proof: LivenessProof | undefined): Promise<void> {
    if (proof) await this.tokens.use(proof);
  }
}
