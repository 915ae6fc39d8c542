import { Logger } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import ipaddr from 'ipaddr.js';
import { OnceInAWhile } from '../once-in-a-while.js';
import { isForwarded, trustedBy } from './forwarded-address.js';

/** Where proxies of one's own are: an address of theirs is of nobody in person, and can be logged. */
const RANGES_OF_PROXIES = new Set(['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat']);

/**
 * As middleware: says in the log when somebody forwards calls of others and is no proxy that is believed. Then everybody behind
 * it counts as one address, and a few wrong passwords shut all of them out.
 */
export function undeclaredProxies(trustedProxies: string[]): RequestHandler {
  const trusts = trustedBy(trustedProxies);
  const warnings = new OnceInAWhile(new Logger('Proxy'));
  return (request: Request, _response: Response, next: NextFunction) => {
    const { remoteAddress = '' } = request.socket;
    if (isForwarded(request.headers) && !trusts(remoteAddress, 0)) warnings.warn(warningOf(remoteAddress));
    next();
  };
}

function warningOf(remoteAddress: string): string {
  const address = ipaddr.isValid(remoteAddress) ? ipaddr.process(remoteAddress) : undefined;
  const isNear = address !== undefined && RANGES_OF_PROXIES.has(address.range());
  const who = isNear ? address.toString() : 'a public address';
  const setting = isNear ? `FACEGATE_TRUSTED_PROXIES=${address.toString()}` : 'FACEGATE_TRUSTED_PROXIES';
  return `Calls come with forwarding headers from ${who}, which is no trusted proxy: the headers are not believed, and all callers behind it share its limits. If it is your reverse proxy, set ${setting}.`;
}
