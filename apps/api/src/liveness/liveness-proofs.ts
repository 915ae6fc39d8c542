import { createHash, randomUUID } from 'node:crypto';
import type { LiveProofFields, ProofPurpose } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { Keyring } from '../common/crypto/keyring.js';
import { SealBroken } from '../common/crypto/seal.js';
import { ProblemError } from '../common/problem-error.js';
import type { Transaction } from '../database/transactions.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { LiveEvidence } from '../face/liveness-judge.js';
import { SignedTokens } from '../tokens/signed-tokens.js';
import { LIVENESS_TOKEN } from '../tokens/token-kinds.js';
import { identityKey } from '../common/text/identity-keys.js';
import { LivenessRepository } from './liveness.repository.js';
import { decodeContent, encodeContent, type ProofContent } from './proof-content.js';

/** What a session is begun for: its proof is good for nothing else. */
export interface ProofBinding {
  purpose: ProofPurpose;
  /** As the page gave it. */
  nonce: string;
  /** Of a session that belongs to an account. */
  userId?: string;
  /** Identity key of the name that a `sign-in` is for. */
  name?: string;
}

/** What a request wants a proof for. */
export interface ProofUse {
  purpose: ProofPurpose;
  /** Whose session it has to be, where it has to be somebody's. */
  userId?: string;
  /** As the request names it. */
  name?: string | undefined;
}

/** One that holds for a request, and is not used up. */
export interface LivenessProof {
  id: string;
  evidence: LiveEvidence;
  /** Identity key of the name that the session was begun for. */
  name?: string;
}

/**
 * "A living person was in front of the camera a moment ago, for this request, and looked like this." The token is signed and only names
 * it; what was seen stays here, sealed, and is gone once it is used. Whatever does not fit the session uses it up.
 */
@Injectable()
export class LivenessProofs {
  constructor(
    private readonly signed: SignedTokens,
    private readonly keyring: Keyring,
    private readonly proofs: LivenessRepository,
    private readonly extractor: FaceExtractor,
  ) {}

  /** @returns the token */
  async issue({ nonce, ...binding }: ProofBinding, evidence: LiveEvidence): Promise<string> {
    const id = randomUUID();
    const { model } = this.extractor.model;
    const content = encodeContent({ ...binding, nonceSha256: sha256(nonce), model, evidence });
    const sealed = this.keyring.wrap(content, context(id)).toString('base64');
    await this.proofs.insert({ id, sealed, expiresAt: new Date(Date.now() + LIVENESS_TOKEN.seconds * 1000) });
    return this.signed.sign(LIVENESS_TOKEN, {}, { jwtid: id });
  }

  /**
   * The proof behind a token, which is not used up by it. One that was given for something else is.
   * @throws ProblemError `LIVENESS_INVALID`
   */
  async open({ livenessToken = '', nonce = '' }: LiveProofFields, use: ProofUse): Promise<LivenessProof> {
    const id = await this.idOf(livenessToken);
    const sealed = await this.proofs.sealed(id);
    if (sealed === undefined) throw livenessInvalid();
    const content = this.unseal(sealed, id);
    const { evidence, name } = content;
    const proof = { id, evidence, ...(name !== undefined && { name }) };
    if (!this.isFor(content, nonce, use)) await this.refuse(proof);
    return proof;
  }

  /**
   * Once.
   * @param transaction takes it back when it fails
   * @throws ProblemError `LIVENESS_INVALID` when somebody was faster, or it has run out
   */
  async use({ id }: LivenessProof, transaction?: Transaction): Promise<void> {
    if (!(await this.proofs.take(id, transaction))) throw livenessInvalid();
  }

  /** Something was decided against it: it is good for nothing more. */
  async spend({ id }: LivenessProof): Promise<void> {
    await this.proofs.take(id);
  }

  /** What came along with it does not belong to the session. @throws ProblemError `LIVENESS_INVALID` */
  async refuse(proof: LivenessProof): Promise<never> {
    await this.spend(proof);
    throw livenessInvalid();
  }

  private isFor(content: ProofContent, nonce: string, { purpose, userId, name }: ProofUse): boolean {
    return (
      content.purpose === purpose &&
      content.userId === userId &&
      content.nonceSha256 === sha256(nonce) &&
      content.model === this.extractor.model.model &&
      (content.name === undefined || name === undefined || content.name === identityKey(name))
    );
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

  private unseal(sealed: string, id: string): ProofContent {
    try {
      return decodeContent(this.keyring.unwrap(Buffer.from(sealed, 'base64'), context(id)));
    } catch (error) {
      throw error instanceof SealBroken ? livenessInvalid(error) : error;
    }
  }
}

const context = (id: string) => ({ purpose: 'live-proof', faceId: id }) as const;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function livenessInvalid(cause?: unknown): ProblemError {
  return new ProblemError('LIVENESS_INVALID', 'The live check does not hold for this. Do it once more.', {
    fallback: 'password',
    cause,
  });
}
