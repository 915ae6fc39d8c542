import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { CookieOptions, Request, Response } from 'express';
import { Keyring } from '../common/crypto/keyring.js';
import { SealBroken } from '../common/crypto/seal.js';
import { secretTokenHash } from '../common/crypto/secret-token.js';
import { isHttps } from '../common/http/request-origin.js';
import { DAY_MS } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import type { UserEntity } from '../users/user.entity.js';

const DEVICE_COOKIE = 'facegate_device';
export const DEVICE_COOKIE_DAYS = 180;
const KNOWN_FOR_MS = DEVICE_COOKIE_DAYS * DAY_MS;

/** A device on which somebody logged in to this account. It opens nothing: it only waits in a line of its own. */
export interface KnownDevice {
  userId: string;
  deviceId: string;
  /** Which password the account had then. */
  password: string;
}

/** As much of an account as a device is known by. */
type Owner = Pick<UserEntity, 'id' | 'passwordHash'>;

/**
 * The device cookie of https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies: whoever
 * guesses elsewhere cannot make the owner wait. Sealed, so that nobody makes one or reads whose it is.
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly config: AppConfig,
    private readonly keyring: Keyring,
  ) {}

  /** After a log-in. A browser that the account knows stays the device that it was, with what is counted for it. */
  remember(response: Response, owner: Owner): void {
    const before = this.read(response.req);
    const device = {
      userId: owner.id,
      deviceId: isKnownTo(owner, before) ? before.deviceId : randomUUID(),
      password: passwordMark(owner),
      expiresAt: Date.now() + KNOWN_FOR_MS,
    };
    const sealed = this.keyring.wrap(Buffer.from(JSON.stringify(device)), { purpose: 'known-device' });
    response.cookie(DEVICE_COOKIE, sealed.toString('base64url'), {
      ...this.attributes(response.req),
      maxAge: KNOWN_FOR_MS,
    });
  }

  /** Undefined for a cookie that is not ours or is past its time. */
  read(request: Request): KnownDevice | undefined {
    const value: unknown = (request.cookies as Record<string, unknown>)[DEVICE_COOKIE];
    if (typeof value !== 'string' || value.length > 1024) return undefined;
    try {
      const opened = this.keyring.unwrap(Buffer.from(value, 'base64url'), { purpose: 'known-device' });
      const device = JSON.parse(opened.toString()) as KnownDevice & { expiresAt: number };
      const { userId, deviceId, password, expiresAt } = device;
      return isCurrent(expiresAt) && isUUID(userId) && isUUID(deviceId) ? { userId, deviceId, password } : undefined;
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }

  private attributes(request: Request): CookieOptions {
    return {
      httpOnly: true,
      sameSite: 'strict',
      secure: isHttps(request, this.config.publicUrl),
      // Of every way in, so that each finds the device that another one made known.
      path: '/api',
    };
  }
}

/**
 * Whether somebody logged in to this account there, with the password that it has now: whoever had the old one could have
 * any number of cookies, and as many lines to wait in.
 */
export function isKnownTo(owner: Owner | null, device: KnownDevice | undefined): device is KnownDevice {
  return owner !== null && device?.userId === owner.id && device.password === passwordMark(owner);
}

/** No cookie lives longer than it was given, whatever the clock said when it was made; a day is for clocks that were set. */
function isCurrent(expiresAt: number): boolean {
  const leftMs = expiresAt - Date.now();
  return leftMs > 0 && leftMs <= KNOWN_FOR_MS + DAY_MS;
}

/** Tells nothing of the password, whose hash is salted. */
function passwordMark({ passwordHash }: Owner): string {
  return secretTokenHash(passwordHash);
}
