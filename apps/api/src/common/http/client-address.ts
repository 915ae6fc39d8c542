import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';
import { AppConfig } from '../../config/app-config.js';
import { trustedBy, withoutPort } from './forwarded-address.js';

/** Bits of an IPv6 address that one customer has to themselves, and that one customer can have at most: RFC 6177. */
const ADDRESS_BITS = { ipv4: 32, ipv6: 64 };
const NETWORK_BITS = { ipv4: 24, ipv6: 48 };

/** Who calls, as far as the trusted proxies tell. */
@Injectable()
export class ClientAddress {
  private readonly trusts: (address: string, hop: number) => boolean;

  constructor({ trustedProxies }: AppConfig) {
    this.trusts = trustedBy(trustedProxies);
  }

  /** What limits count by: an IPv4 address, or the /64 of an IPv6 one. */
  addressOf(request: IncomingMessage): string {
    return this.prefix(request, ADDRESS_BITS);
  }

  /** What one owner of many addresses cannot leave: the /24 of an IPv4 address, or the /48 of an IPv6 one. */
  networkOf(request: IncomingMessage): string {
    return this.prefix(request, NETWORK_BITS);
  }

  private prefix(request: IncomingMessage, bits: Record<'ipv4' | 'ipv6', number>): string {
    const address = withoutPort(proxyAddr(request, this.trusts));
    if (!ipaddr.isValid(address)) return 'unknown';
    const parsed = ipaddr.process(address);
    const kind = parsed.kind();
    const family = kind === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
    return family.networkAddressFromCIDR(`${parsed.toString()}/${bits[kind]}`).toString();
  }
}
