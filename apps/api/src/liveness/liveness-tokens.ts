import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keyring } from '../common/crypto/keyring.js';
import { SealBroken } from '../common/crypto/seal.js';
import { ProblemError } from '../common/problem-error.js';
import { DAY_MS } from '../common/retention-rule.js';
import { Transactions } from '../database/transactions.js';
import { DecisionPolicy } from '../face/decision-policy.js';
import { FaceComparer } from '../face/face-comparer.js';
import { SignedTokens } from '../tokens/signed-tokens.js';
import { LIVENESS_TOKEN } from '../tokens/token-kinds.js';
import { LivenessRepository } from './liveness.repository.js';

/** How long a picture that was used is known again. */
export const PICTURES_KNOWN_DAYS = 30;
export const PICTURES_KNOWN_MS = PICTURES_KNOWN_DAYS * DAY_MS;

/** A token that is ours and alive, and the face it was given for. */
export interface LiveToken {
  id: string;
  /** The feature vector. */
  face: Float32Array;
}

/** A token that holds for a probe, and not yet used up. */
export interface LivenessProof {
  tokenId: string;
  /** Of the picture that it came with. */
  pictureSha256: string;
}

/**
 * "A living person with this face was in front of the camera a moment ago." Signed; the face itself stays here, sealed, so
 * that nobody who holds the token learns it, and is gone once the token is used.
 */
@Injectable()
export class LivenessTokens {
  constructor(
    private readonly signed: SignedTokens,
    private readonly keyring: Keyring,
    private readonly tokens: LivenessRepository,
    private readonly comparer: FaceComparer,
    private readonly policy: DecisionPolicy,
    private readonly transactions: Transactions,
  ) {}

  /** @param vector the face that was seen */
  async issue(vector: Float32Array): Promise<string> {
    const id = randomUUID();
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    const sealedFace = this.keyring.wrap(bytes, { purpose: 'live-face', faceId: id }).toString('base64');
    await this.tokens.insert({ id, sealedFace, expiresAt: new Date(Date.now() + LIVENESS_TOKEN.seconds * 1000) });
    return this.signed.sign(LIVENESS_TOKEN, {}, { jwtid: id });
  }

  /**
   * Whether the token is ours and alive: before anything costly is done with what came along.
   * @throws ProblemError `LIVENESS_INVALID`
   */
  async read(token: string): Promise<LiveToken> {
    const id = await this.idOf(token);
    const sealed = await this.tokens.sealedFace(id);
    if (sealed === undefined) throw livenessInvalid();
    return { id, face: this.open(sealed, id) };
  }

  /** Whether the token is for this face. Does not use it up. @throws ProblemError `LIVENESS_INVALID` */
  check({ id, face }: LiveToken, vector: Float32Array, picture: Uint8Array): LivenessProof {
    if (this.comparer.score(face, vector) < this.policy.linkageThreshold) throw livenessInvalid();
    return { tokenId: id, pictureSha256: createHash('sha256').update(picture).digest('hex') };
  }

  /** Once for each token, and once for each picture. @throws ProblemError `LIVENESS_INVALID` */
  async use({ tokenId, pictureSha256 }: LivenessProof): Promise<void> {
    const since = new Date(Date.now() - PICTURES_KNOWN_MS);
    await this.transactions.run(async (transaction) => {
      if (!(await this.tokens.take(transaction, tokenId))) throw livenessInvalid();
      if (!(await this.tokens.usePicture(transaction, pictureSha256, since))) throw livenessInvalid();
    });
  }

  private async idOf(token: string): Promise<string> {
    try {
      const { jti } = await this.signed.verify<{ jti?: unknown }>(LIVENESS_TOKEN, token);
      if (typeof jti === 'string') return jti;
    } catch (cause) {
      throw livenessInvalid(cause);
    }
    throw livenessInvalid();
  }

  private open(sealed: string, id: string): Float32Array {
    try {
      const bytes = this.keyring.unwrap(Buffer.from(sealed, 'base64'), { purpose: 'live-face', faceId: id });
      return new Float32Array(Uint8Array.from(bytes).buffer);
    } catch (error) {
      throw error instanceof SealBroken ? livenessInvalid(error) : error;
    }
  }
}

function livenessInvalid(cause?: unknown): ProblemError {
  return new ProblemError('LIVENESS_INVALID', 'The live check does not hold for this picture. Do it once more.', {
    fallback: 'password',
    cause,
  });
}
