import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url: 43 characters. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token. Tokens are random, so that a fast hash without salt is enough. */
export function secretTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
