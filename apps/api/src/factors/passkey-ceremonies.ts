import type {
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRegistration,
  PasskeyRequestOptions,
} from '@facegate/contracts';
import { Injectable, Logger } from '@nestjs/common';
import {
  type VerifiedAuthenticationResponse,
  type VerifiedRegistrationResponse,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { COSEALG, decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import { ProblemError } from '../common/problem-error.js';
import type { UserEntity } from '../users/user.entity.js';
import { CHALLENGE_LIFE_MS } from './passkey-challenge.entity.js';
import { type ChallengeUse, PasskeyChallenges } from './passkey-challenges.js';
import type { PasskeyEntity } from './passkey.entity.js';
import type { NewPasskey } from './passkeys.repository.js';
import { RelyingParty } from './relying-party.js';

/** Those that every authenticator of today has one of. */
const ALGORITHMS = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];

/** What a registration proved of a new passkey. */
export type RegisteredPasskey = Omit<NewPasskey, 'id' | 'userId' | 'name'>;

/** What an assertion proved of a passkey. */
export interface PasskeyUse {
  newCounter: number;
  /** Whether its provider copies it between devices. */
  synced: boolean;
}

/**
 * The two ceremonies of WebAuthn (Level 3 §7): a passkey is made, and a passkey signs. Each only for a challenge of ours,
 * on our own origin, for our own domain, and after the authenticator has verified who uses it.
 */
@Injectable()
export class PasskeyCeremonies {
  private readonly logger = new Logger(PasskeyCeremonies.name);

  constructor(
    private readonly party: RelyingParty,
    private readonly challenges: PasskeyChallenges,
  ) {}

  /** @param existing passkeys of the account, so that no authenticator makes a second one */
  async creationOptions(
    { id: userId, username }: UserEntity,
    existing: readonly PasskeyEntity[],
  ): Promise<PasskeyCreationOptions> {
    const { id, name, origin } = this.party;
    const challenge = await this.challenges.issue({ purpose: 'registration', userId });
    return {
      challenge,
      origin,
      rp: { id, name },
      user: { id: userHandle(existing, challenge), name: username, displayName: username },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
      timeout: CHALLENGE_LIFE_MS,
      attestation: 'none',
      excludeCredentials: existing.map(descriptor),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    };
  }

  /** @throws ProblemError `PASSKEY_INVALID` */
  async register(
    userId: string,
    existing: readonly PasskeyEntity[],
    { id, rawId, type, response }: PasskeyRegistration,
  ): Promise<RegisteredPasskey> {
    const challenge = await this.takeChallenge(response.clientDataJSON, { purpose: 'registration', userId });
    const { transports = [] } = response;
    const { registrationInfo } = await this.verified<VerifiedRegistrationResponse>(() =>
      verifyRegistrationResponse({
        response: { id, rawId, type, response, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.party.origin,
        expectedRPID: this.party.id,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }),
    );
    if (!registrationInfo) throw passkeyInvalid();
    const { credential, credentialDeviceType } = registrationInfo;
    return {
      credentialId: credential.id,
      userHandle: userHandle(existing, challenge),
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: String(credential.counter),
      transports,
      synced: credentialDeviceType === 'multiDevice',
    };
  }

  /** @param allowed none: whichever the browser has for us */
  async requestOptions(use: ChallengeUse, allowed: readonly PasskeyEntity[] = []): Promise<PasskeyRequestOptions> {
    return {
      challenge: await this.challenges.issue(use),
      origin: this.party.origin,
      rpId: this.party.id,
      timeout: CHALLENGE_LIFE_MS,
      allowCredentials: allowed.map(descriptor),
      userVerification: 'required',
    };
  }

  /**
   * A counter that does not grow is that of a copy, and refused.
   * @throws ProblemError `PASSKEY_INVALID`
   */
  async assert(
    { credentialId, publicKey, counter, transports, userHandle: handle }: PasskeyEntity,
    use: ChallengeUse,
    { id, rawId, type, response }: PasskeyAssertion,
  ): Promise<PasskeyUse> {
    const challenge = await this.takeChallenge(response.clientDataJSON, use);
    // An authenticator may leave it out only when it was told which passkeys to look for (WebAuthn §7.2 step 6).
    if (response.userHandle === undefined ? use.userId === undefined : response.userHandle !== handle)
      throw passkeyInvalid();
    const { verified, authenticationInfo } = await this.verified<VerifiedAuthenticationResponse>(() =>
      verifyAuthenticationResponse({
        response: { id, rawId, type, response, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.party.origin,
        expectedRPID: this.party.id,
        requireUserVerification: true,
        credential: {
          id: credentialId,
          publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')),
          counter: Number(counter),
          transports,
        },
      }),
    );
    if (!verified) throw passkeyInvalid();
    const { newCounter, credentialDeviceType } = authenticationInfo;
    return { newCounter, synced: credentialDeviceType === 'multiDevice' };
  }

  /** The challenge that was answered, used up whatever else is wrong with the answer. @throws ProblemError `PASSKEY_INVALID` */
  private async takeChallenge(clientDataJson: string, use: ChallengeUse): Promise<string> {
    const { challenge, crossOrigin } = await this.verified(() => ({ ...decodeClientDataJSON(clientDataJson) }));
    if (crossOrigin || typeof challenge !== 'string' || !(await this.challenges.take(challenge, use)))
      throw passkeyInvalid();
    return challenge;
  }

  /** What the library refuses is the client's fault; nothing of ours is asked in there. */
  private async verified<T>(verify: () => T | Promise<T>): Promise<T> {
    try {
      return await verify();
    } catch (cause) {
      this.logger.debug(`A passkey was refused: ${cause instanceof Error ? cause.message : 'unknown'}`);
      throw passkeyInvalid(cause);
    }
  }
}

export function passkeyInvalid(cause?: unknown): ProblemError {
  return new ProblemError('PASSKEY_INVALID', 'This passkey does not open anything here. Try again, or another way.', {
    cause,
  });
}

/**
 * What an account is called by its authenticators: the challenge that its first passkey was made for, which is random and
 * tells nothing of the account. The same for all its passkeys: an authenticator keeps one for each.
 */
function userHandle([first]: readonly PasskeyEntity[], challenge: string): string {
  return first?.userHandle ?? challenge;
}

function descriptor({ credentialId, transports }: PasskeyEntity) {
  return { id: credentialId, type: 'public-key' as const, transports };
}
