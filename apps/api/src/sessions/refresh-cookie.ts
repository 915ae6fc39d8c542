import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { isHttps } from '../common/http/request-origin.js';
import { AppConfig } from '../config/app-config.js';
import { SESSION_DAYS } from './sessions.service.js';

const REFRESH_COOKIE = 'facegate_refresh';

/** The refresh token's way to the browser and back: out of reach of scripts, and sent to the calls that need it only. */
@Injectable()
export class RefreshCookie {
  constructor(private readonly config: AppConfig) {}

  set(response: Response, token: string): void {
    response.cookie(REFRESH_COOKIE, token, {
      ...this.attributes(response.req),
      maxAge: SESSION_DAYS * 24 * 60 * 60 * 1000,
    });
  }

  clear(response: Response): void {
    response.clearCookie(REFRESH_COOKIE, this.attributes(response.req));
  }

  read(request: Request): string | undefined {
    const value: unknown = (request.cookies as Record<string, unknown>)[REFRESH_COOKIE];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  private attributes(request: Request): CookieOptions {
    return {
      httpOnly: true,
      sameSite: 'strict',
      secure: isHttps(request, this.config.publicUrl),
      path: '/api/auth',
    };
  }
}
