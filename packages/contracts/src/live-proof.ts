import 'reflect-metadata';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { LIVENESS_TOKEN_MAX_LENGTH } from './limits.js';
import { LIVE_NONCE_MAX_LENGTH, LIVE_NONCE_PATTERN } from './live.js';

const together =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

/** The token that a live session of the purpose of this request ended with. */
export const LivenessTokenField = (): PropertyDecorator =>
  together(IsOptional(), IsString(), MaxLength(LIVENESS_TOKEN_MAX_LENGTH));

/** The nonce that the page gave when it started that session. */
export const LiveNonceField = (): PropertyDecorator =>
  together(IsOptional(), IsString(), MaxLength(LIVE_NONCE_MAX_LENGTH), Matches(LIVE_NONCE_PATTERN));

/** What a request repeats of the live session that it stands on. */
export class LiveProofFields {
  @LivenessTokenField()
  livenessToken?: string;

  @LiveNonceField()
  nonce?: string;
}
