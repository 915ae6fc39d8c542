import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { isHttps } from '../common/http/request-origin.js';
import { AppConfig } from '../config/app-config.js';
import { SessionLimits } from './session-limits.js';

const NAME = 'facegate_refresh';
const ATTRIBUTES: CookieOptions = { httpOnly: true, sameSite: 'strict' };

interface CookieForm {
  name: string;
  attributes: CookieOptions;
}

/**
 * Over TLS: `__Host-` (RFC 6265bis §4.1.3.2) demands `Secure`, `Path=/` and no domain, so that neither a neighbouring
 * subdomain nor somebody on an unencrypted line can put a cookie in its place.
 */
const OVER_TLS: CookieForm = { name: `__Host-${NAME}`, attributes: { ...ATTRIBUTES, secure: true, path: '/' } };
const IN_THE_CLEAR: CookieForm = { name: NAME, attributes: { ...ATTRIBUTES, secure: false, path: '/api/auth' } };

/** The refresh token's way to the browser and back, out of reach of scripts. The other form of the cookie is never read. */
@Injectable()
export class RefreshCookie {
  constructor(
    private readonly config: AppConfig,
    private readonly limits: SessionLimits,
  ) {}

  set(response: Response, token: string): void {
    const { name, attributes } = this.formFor(response.req);
    response.cookie(name, token, { ...attributes, maxAge: this.limits.absoluteMs });
  }

  clear(response: Response): void {
    const { name, attributes } = this.formFor(response.req);
    response.clearCookie(name, attributes);
  }

  read(request: Request): string | undefined {
    const value: unknown = (request.cookies as Record<string, unknown>)[this.formFor(request).name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  private formFor(request: Request): CookieForm {
    return isHttps(request, this.config.publicUrl) ? OVER_TLS : IN_THE_CLEAR;
  }
}
