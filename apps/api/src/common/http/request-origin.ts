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

/** By Fetch Metadata (https://www.w3.org/TR/fetch-metadata/), which no page can forge. No header: no browser of today. */
export function isOwnSite(secFetchSite: string | string[] | undefined): boolean {
  return secFetchSite === undefined || secFetchSite === 'same-origin';
}

/** Whether the person's connection is encrypted. `X-Forwarded-Proto` counts from a trusted proxy only. */
export function isHttps(request: Request, publicUrl: URL | undefined): boolean {
  return publicUrl ? publicUrl.protocol === 'https:' : request.secure;
}

/** For calls that read or set the refresh cookie: a page of another origin must not make them. */
@Injectable()
export class OwnOriginGuard implements CanActivate {
  constructor(private readonly config: AppConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const { origin, host, 'sec-fetch-site': site } = context.switchToHttp().getRequest<Request>().headers;
    if (!isOwnOrigin(origin, host, this.config.publicUrl) || !isOwnSite(site))
      throw new ProblemError('ORIGIN_FORBIDDEN', 'This call is not open to pages of other websites.');
    return true;
  }
}
