import { CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { AppConfig } from '../../config/app-config.js';
import { ProblemError } from '../problem-error.js';

/** Whether the page that sent the request, as its browser says, is ours. No `Origin` header: no browser page sent it. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: URL | undefined): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { origin: normalised, host: originHost } = new URL(origin);
  return publicUrl ? normalised === publicUrl.origin : originHost === host?.toLowerCase();
}

/** Whether the person's connection is encrypted, so that a cookie can be `Secure`. */
export function isHttps(request: Request, publicUrl: URL | undefined): boolean {
  if (publicUrl) return publicUrl.protocol === 'https:';
  const forwarded = request.headers['x-forwarded-proto'];
  return request.secure || (typeof forwarded === 'string' && forwarded.split(',')[0]?.trim() === 'https');
}

/** For calls that the refresh cookie authorises: a page of another origin must not make them. */
@Injectable()
export class OwnOriginGuard implements CanActivate {
  constructor(private readonly config: AppConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const { origin, host } = context.switchToHttp().getRequest<Request>().headers;
    if (!isOwnOrigin(origin, host, this.config.publicUrl))
      throw new ProblemError('ORIGIN_FORBIDDEN', 'This call is not open to pages of other websites.');
    return true;
  }
}
