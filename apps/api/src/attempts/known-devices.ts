import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { CookieOptions, Request, Response } from 'express';
import { Keyring } from '../common/crypto/keyring.js';
import { SealBroken } from '../common/crypto/seal.js';
import { isHttps } from '../common/http/request-origin.js';
import { AppConfig } from '../config/app-config.js';

const DEVICE_COOKIE = 'facegate_device';
const KNOWN_FOR_MS = 180 * 24 * 3600 * 1000;

/** A device on which somebody logged in to this account. It opens nothing: it only waits in a line of its own. */
export interface KnownDevice {
  userId: string;
  deviceId: string;
}

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

  /** After a log-in. A new one each time: what was counted for the old one is behind it. */
  remember(response: Response, userId: string): void {
    const device = { userId, deviceId: randomUUID(), expiresAt: Date.now() + KNOWN_FOR_MS };
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
      const { userId, deviceId, expiresAt } = JSON.parse(opened.toString()) as KnownDevice & { expiresAt: number };
      return expiresAt > Date.now() && isUUID(userId) && isUUID(deviceId) ? { userId, deviceId } : undefined;
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
      path: '/api/auth/login',
    };
  }
}
