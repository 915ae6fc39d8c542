import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import ipaddr from 'ipaddr.js';
import type { AppConfig } from '../../config/app-config.js';
import { ProblemError } from '../problem-error.js';
import { isForwarded } from './forwarded-address.js';
import { hostNameOf, isLoopbackName } from './own-host.js';
import { sendProblem } from './problem.filter.js';

type Settings = Pick<AppConfig, 'diagnostics' | 'diagnosticsToken' | 'environment'>;

/** Metrics tell how much there is of everything and the thresholds in force; the API's document tells every route. */
export const DIAGNOSTICS_PATHS = ['/api/health/metrics', '/api/docs', '/api/docs-json', '/api/docs-yaml'];

/** As middleware on {@link DIAGNOSTICS_PATHS}: lets in whom the settings let in; to others there is nothing there. */
export function demandDiagnosticsAccess({ diagnostics, diagnosticsToken, environment }: Settings): RequestHandler {
  const to = diagnostics ?? (environment === 'production' ? 'closed' : 'open');
  return (request: Request, response: Response, next: NextFunction) => {
    const isOpen = to === 'open' || (to === 'loopback' && isOfThisMachine(request));
    if (isOpen || carries(request, diagnosticsToken)) next();
    else
      sendProblem(
        response,
        diagnosticsToken === undefined
          ? new ProblemError('NOT_FOUND', 'There is nothing at this address.')
          : new ProblemError('UNAUTHENTICATED', 'This address needs the token of the server’s operator.'),
      );
  };
}

/** A proxy on this machine calls for others: it tells so, or passes on the host that they called. */
function isOfThisMachine(request: Request): boolean {
  const { remoteAddress } = request.socket;
  if (remoteAddress === undefined || ipaddr.process(remoteAddress).range() !== 'loopback') return false;
  const name = hostNameOf(request.headers.host);
  return name !== undefined && isLoopbackName(name) && !isForwarded(request.headers);
}

/** In a time that tells nothing of the token. */
function carries(request: Request, token: string | undefined): boolean {
  const [, given] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined || given === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
