import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';
import { AppConfig } from '../../config/app-config.js';

/** Bits of an IPv6 address that one customer has to themselves: RFC 6177. */
const IPV6_NETWORK_BITS = 64;

/** Who calls, as far as the trusted proxies tell. */
@Injectable()
export class ClientAddress {
  private readonly trusts: (address: string, hop: number) => boolean;

  constructor({ trustedProxies }: AppConfig) {
    this.trusts = proxyAddr.compile(trustedProxies);
  }

  /** What limits count by: an IPv4 address, or the network of an IPv6 one. */
  keyOf(request: IncomingMessage): string {
    const address = proxyAddr(request, this.trusts);
    if (!ipaddr.isValid(address)) return 'unknown';
    const parsed = ipaddr.process(address);
    if (parsed.kind() === 'ipv4') return parsed.toString();
    return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_NETWORK_BITS}`).toString();
  }
}
