import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { Logger } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { AppConfig } from '../../config/app-config.js';
import { OnceInAWhile } from '../once-in-a-while.js';
import { ProblemError } from '../problem-error.js';
import { trustedBy } from './forwarded-address.js';
import { sendProblem } from './problem.filter.js';

type Settings = Pick<AppConfig, 'environment' | 'host' | 'publicUrl' | 'trustedProxies'>;

/** Probes come from an orchestrator or a load balancer, which call a container by its address. They say nothing of anybody. */
const PROBES = /^\/api\/health(\/|$)/i;
const LOGGED_LENGTH = 100;

/** The name of a `Host` header, in the form that URLs have, without a port and without the dot of the root; undefined for what is none. */
export function hostNameOf(host: string | undefined): string | undefined {
  if (!host || /[/\\?#@]/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/\.$/, '');
}

/** A name or address that never leaves the machine: RFC 6761 §6.3. */
export function isLoopbackName(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    (isIP(name) === 4 && name.startsWith('127.'))
  );
}

/**
 * Whether a `Host` is one of ours where no public URL says what ours is. A page of another site can make its own name point
 * here (DNS rebinding), but no address: what a browser calls by address it has found there.
 */
export function isOwnName(host: string | undefined, { host: listensTo }: Pick<AppConfig, 'host'>): boolean {
  const name = hostNameOf(host);
  if (name === undefined) return false;
  return isLoopbackName(name) || isIP(name.replaceAll(/^\[|\]$/g, '')) !== 0 || name === hostNameOf(listensTo);
}

/** Whether a request is for the host that people open. Anything is, but in production. */
export class OwnHost {
  private readonly warnings = new OnceInAWhile(new Logger('Host'));
  private readonly trusts: (address: string, hop: number) => boolean;

  constructor(private readonly settings: Settings) {
    this.trusts = trustedBy(settings.trustedProxies);
  }

  /** Refuses in the log as well, with the setting that would let it in. */
  accepts(request: IncomingMessage): boolean {
    const { environment, publicUrl } = this.settings;
    if (environment !== 'production' || !publicUrl) return true;
    const name = hostNameOf(this.hostOf(request));
    const own = publicUrl.hostname;
    if (name === own || (name !== undefined && isLoopbackName(own) && isLoopbackName(name))) return true;
    this.warnings.warn(
      `A request for the host ${name?.slice(0, LOGGED_LENGTH) ?? '(none)'} was refused: FACEGATE_PUBLIC_URL is ${publicUrl.origin}. If a reverse proxy changes the Host header, let it pass the one of the browser on, or name the proxy in FACEGATE_TRUSTED_PROXIES and let it send X-Forwarded-Host.`,
    );
    return false;
  }

  /** As a trusted proxy says; of several the last, which the nearest of them wrote. */
  private hostOf(request: IncomingMessage): string | undefined {
    const { 'x-forwarded-host': forwarded, host } = request.headers;
    const trusted = forwarded !== undefined && this.trusts(request.socket.remoteAddress ?? '', 0);
    return trusted ? String(forwarded).split(',').at(-1)?.trim() : host;
  }
}

/** As middleware, in front of all that answers. Links and origins are never made of what it lets through. */
export function demandOwnHost(hosts: OwnHost, publicUrl: URL | undefined): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (PROBES.test(request.path) || hosts.accepts(request)) next();
    else
      sendProblem(
        response,
        new ProblemError('HOST_UNKNOWN', `This server answers at ${publicUrl?.origin} only. Open that address.`),
      );
  };
}
