import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { CLOCK_SLACK_MS } from '../common/life.js';
import { SigningKeys } from './signing-keys.js';
import type { TokenKind } from './token-kinds.js';

export const TOKEN_ISSUER = 'facegate';
export const TOKEN_ALGORITHM = 'ES256';

/** A token that was signed before the clock was set back would live longer than its kind does. Its holder gets another one. */
class TokenFromLater extends Error {
  /** Told like one that has run out. */
  override readonly name = 'TokenExpiredError';
}

/** @throws Error of the name `TokenExpiredError` */
export function demandSignedBefore({ iat }: { iat: number }, nowMs = Date.now()): void {
  if (iat * 1000 > nowMs + CLOCK_SLACK_MS) throw new TokenFromLater('signed later than now');
}

interface SignOptions {
  subject?: string;
  /** `jti`; a random one when left out. */
  jwtid?: string;
}

/** JSON Web Tokens by our own keys (RFC 7519, RFC 8725). */
@Injectable()
export class SignedTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: SigningKeys,
  ) {}

  async sign(kind: TokenKind, claims: object, { subject, jwtid = randomUUID() }: SignOptions): Promise<string> {
    const { kid, privatePem } = await this.keys.signer();
    return this.jwt.signAsync(claims, {
      privateKey: privatePem,
      algorithm: TOKEN_ALGORITHM,
      header: { alg: TOKEN_ALGORITHM, typ: kind.type, kid },
      issuer: TOKEN_ISSUER,
      audience: kind.audience,
      expiresIn: kind.seconds,
      jwtid,
      ...(subject !== undefined && { subject }),
    });
  }

  /** A statement for good, which opens nothing: a JWS that names its key and has a type of its own. */
  async attest(type: string, claims: object): Promise<string> {
    const { kid, privatePem } = await this.keys.signer();
    return this.jwt.signAsync(claims, {
      privateKey: privatePem,
      algorithm: TOKEN_ALGORITHM,
      header: { alg: TOKEN_ALGORITHM, typ: type, kid },
      issuer: TOKEN_ISSUER,
    });
  }

  /** The claims of a token of this kind. @throws Error of jsonwebtoken, `TokenExpiredError` among them */
  async verify<Claims extends object>(kind: TokenKind, token: string): Promise<Claims> {
    const claims = await this.jwt.verifyAsync<Claims & { iat: number }>(token, {
      publicKey: await this.verificationKey(kind, token),
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: kind.audience,
    });
    demandSignedBefore(claims);
    return claims;
  }

  /** PEM of the key that the token has to be signed with. @throws Error for one that says itself that it is no such token */
  async verificationKey(kind: TokenKind, token: string): Promise<string> {
    const header = this.jwt.decode<{ header?: Record<string, unknown> } | null>(token, { complete: true })?.header;
    if (header?.['typ'] !== kind.type || header['alg'] !== TOKEN_ALGORITHM) throw new Error('a token of another kind');
    const kid = header['kid'];
    const publicPem = typeof kid === 'string' ? await this.keys.publicPem(kid) : undefined;
    if (publicPem === undefined) throw new Error('a token by no key of ours');
    return publicPem;
  }
}
