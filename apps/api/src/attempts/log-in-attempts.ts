import { Injectable } from '@nestjs/common';
import { Keyring } from '../common/crypto/keyring.js';
import { AppConfig } from '../config/app-config.js';
import { identityKey } from '../common/text/identity-keys.js';
import type { UserEntity } from '../users/user.entity.js';
import { type Attempt, Attempts, type Claim, countedForPlace, faceLogInOff, forgiven, counted } from './attempts.js';
import type { Caller, Place } from './caller.js';
import { withoutWaits } from './count.js';
import { isKnownTo, type KnownDevice } from './known-devices.js';
import {
  ALL_FACES_LADDER,
  CHALLENGES_A_FAILURE,
  DEVICES_LADDER,
  FACE_LADDER,
  mostOfAddress,
  mostOfNetwork,
  PASSWORD_LADDER,
  STRANGERS_LADDER,
} from './log-in-limits.js';

/** Whom somebody wants to be: the account of the name they gave, or the name when nobody has it. */
export interface Wanted {
  name: string;
  user: Pick<UserEntity, 'id' | 'passwordHash'> | null;
}

/** An attempt to log in: a failure until it succeeds or is withdrawn. */
export interface LogInAttempt {
  succeed: (userId: string) => Promise<void>;
  withdraw: () => Promise<void>;
}

/**
 * What each way to log in is counted by. Whether the name is anybody's makes no difference: a name without an account has
 * the same ladders. The face's never close the password's.
 */
@Injectable()
export class LogInAttempts {
  constructor(
    private readonly attempts: Attempts,
    private readonly keyring: Keyring,
    private readonly config: AppConfig,
  ) {}

  /** A device that the account knows waits for what devices of the account tried only. @throws ProblemError `TOO_MANY_ATTEMPTS` */
  async byPassword(caller: Caller, wanted: Wanted): Promise<LogInAttempt> {
    const who = this.keyOf(wanted);
    const { device } = caller;
    const claims = isKnownTo(wanted.user, device)
      ? [forgiven(`password:device:${device.deviceId}`, PASSWORD_LADDER), counted(devicesKey(who), DEVICES_LADDER)]
      : [
          ...this.placeClaims(caller),
          forgiven(this.fromNetwork('password', who, caller), PASSWORD_LADDER),
          forgiven(`password:strangers:${who}`, STRANGERS_LADDER),
        ];
    return this.logInAttempt(await this.attempts.begin(claims), caller);
  }

  /**
   * A device that the account knows does not wait for what others tried; when the face is off, it is off there, too.
   * @param wanted undefined when the face is to be found among all: then only the caller is counted
   * @throws ProblemError `TOO_MANY_ATTEMPTS`, `FACE_LOG_IN_OFF`
   */
  async byFace(caller: Caller, wanted: Wanted | undefined): Promise<LogInAttempt> {
    const claims = this.placeClaims(caller);
    if (wanted) claims.push(...this.faceClaims(caller, wanted));
    return this.logInAttempt(await this.attempts.begin(claims, 'password'), caller);
  }

  /** By who names no account: a sign-up, a log-in by passkey. Only the caller is counted. @throws ProblemError `TOO_MANY_ATTEMPTS` */
  byStranger(place: Place): Promise<Attempt> {
    return this.attempts.begin(this.placeClaims(place));
  }

  /** Somebody asks for a challenge that any passkey may sign, which is kept for a while. @throws ProblemError `TOO_MANY_ATTEMPTS` */
  async countChallenge(place: Place): Promise<void> {
    await this.attempts.begin(this.windows('challenges', place, this.config.failuresAnAddress * CHALLENGES_A_FAILURE));
  }

  /** Somebody signed in is asked for the password once more. @throws ProblemError `TOO_MANY_ATTEMPTS` */
  confirmation(userId: string): Promise<Attempt> {
    return this.attempts.begin([forgiven(`password:confirmation:${userId}`, PASSWORD_LADDER)]);
  }

  /** Somebody signed in is asked for the face once more. @throws ProblemError `TOO_MANY_ATTEMPTS`, `FACE_LOG_IN_OFF` */
  confirmationByFace(userId: string): Promise<Attempt> {
    const claims = [
      forgiven(`face:confirmation:${userId}`, FACE_LADDER),
      forgiven(faceKey(userId), withoutWaits(ALL_FACES_LADDER)),
    ];
    return this.attempts.begin(claims, 'password');
  }

  /** Whether only a log-in by password turns the face on again. */
  faceIsOff(userId: string): Promise<boolean> {
    return this.attempts.isOff(faceKey(userId), ALL_FACES_LADDER);
  }

  /** @throws ProblemError `FACE_LOG_IN_OFF` */
  async demandFaceOn(userId: string): Promise<void> {
    if (await this.faceIsOff(userId)) throw faceLogInOff();
  }

  /** Nothing is left that was counted for an account: it was erased, or proved whose it is in another way. */
  forget(userId: string): Promise<void> {
    return this.attempts.forget([
      faceKey(userId),
      devicesKey(userId),
      ...['password:strangers', 'password:confirmation', 'face:confirmation'].map((what) => `${what}:${userId}`),
    ]);
  }

  private faceClaims(caller: Caller, wanted: Wanted): Claim[] {
    const who = this.keyOf(wanted);
    const { device } = caller;
    return isKnownTo(wanted.user, device)
      ? [forgiven(faceOfDevice(device), FACE_LADDER), forgiven(faceKey(who), withoutWaits(ALL_FACES_LADDER))]
      : [forgiven(this.fromNetwork('face', who, caller), FACE_LADDER), forgiven(faceKey(who), ALL_FACES_LADDER)];
  }

  /** Any log-in takes the misses of the face away: that of the password, too, which turns the face on again. */
  private logInAttempt(attempt: Attempt, caller: Caller): LogInAttempt {
    return {
      succeed: (userId) => {
        const { device } = caller;
        const ofDevice = device?.userId === userId ? [faceOfDevice(device)] : [];
        return attempt.succeed([faceKey(userId), this.fromNetwork('face', userId, caller), ...ofDevice]);
      },
      withdraw: () => attempt.withdraw(),
    };
  }

  /** It names nobody: when the account is erased nothing in the store tells that it was there. */
  private fromNetwork(what: 'face' | 'password', who: string, { network }: Place): string {
    return `${what}:network:${this.keyring.digest(`${who} ${network}`, 'caller')}`;
  }

  private placeClaims(place: Place): Claim[] {
    return this.windows('failures', place, this.config.failuresAnAddress);
  }

  /** @param most of one address; 0 for any number */
  private windows(what: string, place: Place, most: number): Claim[] {
    if (most === 0) return [];
    return countedForPlace(what, place, { address: mostOfAddress(most), network: mostOfNetwork(most) });
  }

  private keyOf({ name, user }: Wanted): string {
    // What is typed as a name is a password now and then.
    return user?.id ?? `nobody:${this.keyring.digest(identityKey(name), 'name')}`;
  }
}

function faceKey(who: string): string {
  return `face:${who}`;
}

function devicesKey(who: string): string {
  return `password:devices:${who}`;
}

function faceOfDevice({ deviceId }: KnownDevice): string {
  return `face:device:${deviceId}`;
}
