import type { IncomingHttpHeaders } from 'node:http';
import proxyAddr from 'proxy-addr';

const IPV4_WITH_PORT = /^(\d+(?:\.\d+){3}):\d+$/;
const IN_BRACKETS = /^\[([^\]]*)\](?::\d+)?$/;

/** Some proxies write the port that a caller has just now, which makes everybody a stranger or nobody. What has none stays as it is. */
export function withoutPort(address: string): string {
  return (IPV4_WITH_PORT.exec(address) ?? IN_BRACKETS.exec(address))?.[1] ?? address;
}

/** Whether an address is that of one of `proxies`, be it written with a port. */
export function trustedBy(proxies: string[]): (address: string, hop: number) => boolean {
  const trusts = proxyAddr.compile(proxies);
  return (address, hop) => trusts(withoutPort(address), hop);
}

const FORWARDING_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-real-ip',
  'via',
];

/** Whether a request says that somebody passed it on for another caller. Anybody can say so; who does not say so can still be a proxy. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return FORWARDING_HEADERS.some((name) => headers[name] !== undefined);
}
