import type { IncomingHttpHeaders } from 'node:http';
import { CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { AppConfig } from '../../config/app-config.js';
import { OnceInAWhile } from '../once-in-a-while.js';
import { ProblemError } from '../problem-error.js';
import { isOwnName } from './own-host.js';

type OriginSettings = Pick<AppConfig, 'publicUrl' | 'host'>;

const LOGGED_LENGTH = 200;

/**
 * Whether the page that sent the request, as its browser says, is ours. No `Origin` header: no browser page sent it. Without a
 * public URL the host that was called is ours, if it is one of this machine's own: not whatever name somebody made point here.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, settings: OriginSettings): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { origin: normalised, host: originHost } = new URL(origin);
  const { publicUrl } = settings;
  return publicUrl ? normalised === publicUrl.origin : originHost === host?.toLowerCase() && isOwnName(host, settings);
}

/** By Fetch Metadata (https://www.w3.org/TR/fetch-metadata/), which no page can forge. No header: no browser of today. */
export function isOwnSite(secFetchSite: string | string[] | undefined): boolean {
  return secFetchSite === undefined || secFetchSite === 'same-origin';
}

/** Whether the person's connection is encrypted. `X-Forwarded-Proto` counts from a trusted proxy only. */
export function isHttps(request: Request, publicUrl: URL | undefined): boolean {
  return publicUrl ? publicUrl.protocol === 'https:' : request.secure;
}

/** Turns pages of other origins away, and tells whoever reads the log which setting would make one of them ours. */
export class OwnOrigin {
  private readonly warnings = new OnceInAWhile(new Logger('Origin'));

  constructor(private readonly settings: OriginSettings) {}

  accepts({ origin, host }: IncomingHttpHeaders): boolean {
    if (isOwnOrigin(origin, host, this.settings)) return true;
    this.warnings.warn(refusal(String(origin).slice(0, LOGGED_LENGTH), this.settings.publicUrl));
    return false;
  }
}

function refusal(origin: string, publicUrl: URL | undefined): string {
  const shown = URL.canParse(origin) ? new URL(origin).origin : 'unknown';
  const rule = publicUrl
    ? `FACEGATE_PUBLIC_URL is ${publicUrl.origin}, and only pages of that address may`
    : 'FACEGATE_PUBLIC_URL is not set, so only pages opened at an address of this machine may';
  return `A page of the origin ${shown} was refused: ${rule} log in here. If people open Facegate at ${shown}, set FACEGATE_PUBLIC_URL to it.`;
}

/** For calls that read or set the refresh cookie: a page of another origin must not make them. */
@Injectable()
export class OwnOriginGuard implements CanActivate {
  private readonly origins: OwnOrigin;

  constructor(config: AppConfig) {
    this.origins = new OwnOrigin(config);
  }

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<Request>();
    if (!this.origins.accepts(headers) || !isOwnSite(headers['sec-fetch-site']))
      throw new ProblemError('ORIGIN_FORBIDDEN', 'This call is not open to pages of other websites.');
    return true;
  }
}
