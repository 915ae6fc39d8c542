import { AsyncLocalStorage } from 'node:async_hooks';
import type { NextFunction, Request, Response } from 'express';
import ipaddr from 'ipaddr.js';
import { deviceName } from './device-name.js';
import { withoutPort } from './forwarded-address.js';

/** Where a call came from, as far as it may be kept: enough to know one's own, too little to find a household. */
export interface CallOrigin {
  /** `203.0.113.0/24` or `2001:db8:1::/48`. */
  network?: string;
  /** `Firefox, Linux`. */
  device?: string;
}

/** Of addresses, what is kept: 24 bits of IPv4, 48 of IPv6. */
const IPV4_BITS = 24;
const IPV6_BITS = 48;

const calls = new AsyncLocalStorage<Request>();

/** Lets all that is done for a request ask for {@link currentCallOrigin}. After what reads the body, which loses track. */
export function rememberCall(request: Request, _response: Response, next: NextFunction): void {
  calls.run(request, next);
}

/** Undefined outside of a request: for commands and what the server does by itself. */
export function currentCallOrigin(): CallOrigin | undefined {
  const request = calls.getStore();
  if (!request) return undefined;
  const network = networkOf(request.ip);
  const device = deviceName(request.get('user-agent') ?? null);
  return { ...(network && { network }), ...(device && { device }) };
}

/** IPv6 gives a household or a machine as many addresses as it likes, all of one /64. */
const IPV6_SENDER_BITS = 64;

/** Who sends the request, for sharing out work: their address, then its network. Empty outside of a request. */
export function currentSender(): string[] {
  const request = calls.getStore();
  return request ? senderOf(request) : [];
}

export function senderOf({ ip }: Pick<Request, 'ip'>): string[] {
  const address = ip && withoutPort(ip);
  const network = networkOf(ip);
  if (!address || !network) return [];
  const parsed = ipaddr.process(address);
  const own =
    parsed.kind() === 'ipv4'
      ? parsed.toString()
      : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_SENDER_BITS}`).toString();
  return [own, network];
}

/** In CIDR notation; undefined for what is no address, with or without a port. */
export function networkOf(written: string | undefined): string | undefined {
  const address = written && withoutPort(written);
  if (!address || !ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4')
    return `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/${IPV4_BITS}`).toString()}/${IPV4_BITS}`;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_BITS}`).toString()}/${IPV6_BITS}`;
}
