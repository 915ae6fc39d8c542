import { isEmail } from 'class-validator';
import proxyAddr from 'proxy-addr';

/** One setting of the server. Validation, documentation and `.env.example` are all made from it. */
export interface ConfigKey<T> {
  /** The environment variable. */
  env: string;
  title: string;
  /** What the value is counted in, or the values that can be chosen. */
  unit: string;
  /** What an unset variable means, written as in the environment; empty when there is no value then. */
  default: string;
  advice: string;
  /** Never printed, in no log and no message. */
  secret?: true;
  /** Text of the environment → value. Throws {@link ConfigFault} with half a sentence that says what would be right. */
  read: (text: string) => T;
}

/** Why a value cannot be used; completes the sentence "NAME …". */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
}

export const text = (value: string): string => value;

export function integer(min: number, max: number): (value: string) => number {
  return (value) => {
    if (!/^\d{1,15}$/.test(value) || Number(value) < min || Number(value) > max)
      throw new ConfigFault(`must be a whole number from ${min} to ${max}`);
    return Number(value);
  };
}

/** Days until something goes, or `off`. */
export function daysOrOff(min: number, max: number): (value: string) => number | undefined {
  return (value) => {
    if (value === 'off') return undefined;
    if (!/^\d{1,15}$/.test(value) || Number(value) < min || Number(value) > max)
      throw new ConfigFault(`must be off, or a whole number from ${min} to ${max}`);
    return Number(value);
  };
}

export function decimal(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = /^-?\d{1,9}(\.\d{1,15})?$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max)) throw new ConfigFault(`must be a number from ${min} to ${max}`);
    return number;
  };
}

export function oneOf<const T extends string>(...values: T[]): (value: string) => T {
  return (value) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw new ConfigFault(`must be one of: ${values.join(', ')}`);
    return found;
  };
}

export function flag(value: string): boolean {
  if (value !== 'true' && value !== 'false') throw new ConfigFault('must be true or false');
  return value === 'true';
}

/** An http or https address that is only an origin. */
export function origin(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.username)
    throw new ConfigFault('must be an address without a path, such as https://login.example.org');
  return url;
}

/** An e-mail address, bare or as `Name <address>`. */
export function mailbox(value: string): string {
  const options = { allow_display_name: true, require_tld: false };
  if (!isEmail(value, options)) throw new ConfigFault('must be like Facegate <noreply@example.org>');
  return value;
}

const CODES = '% is %25, @ is %40, / is %2F, # is %23, ? is %3F';

/**
 * The address of a server, with a user and a password that can be decoded. What is special in them, such as `%`, `#` or `/`, has
 * another meaning in an address, unless it is written as a code.
 * @param example what it looks like
 */
export function serverUrl(protocols: readonly string[], example: string): (value: string) => string {
  return (value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || !protocols.includes(url.protocol))
      throw new ConfigFault(`must look like ${example}, with special characters of the password as codes (${CODES})`);
    try {
      for (const part of [url.username, url.password, url.pathname]) decodeURIComponent(part);
    } catch {
      throw new ConfigFault(
        `has a % that begins no code: write special characters of the password as codes (${CODES})`,
      );
    }
    return value;
  };
}

export const postgresUrl = serverUrl(['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/database');

/** An http or https address. */
export function webAddress(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search || url.hash)
    throw new ConfigFault('must be an http or https address, or empty');
  return url;
}

export const redisUrl = serverUrl(['redis:', 'rediss:'], 'redis://user:password@host:6379, or rediss:// with TLS');

/** 32 bytes in base64, base64url or hex. */
export function key256(value: string): Buffer {
  const bytes = /^[0-9a-f]{64}$/i.test(value)
    ? Buffer.from(value, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(value)
      ? Buffer.from(value, 'base64')
      : Buffer.alloc(0);
  if (bytes.length !== 32)
    throw new ConfigFault('must be 32 bytes in base64 or hex, e.g. the output of: openssl rand -base64 32');
  return bytes;
}

/** What RFC 6750 lets an `Authorization` header carry, too long to be guessed. */
export function bearerToken(value: string): string {
  if (!/^[\w.~+/-]{24,512}=*$/.test(value))
    throw new ConfigFault(
      'must be 24 letters, digits or any of -._~+/ at least, e.g. the output of: openssl rand -base64 32',
    );
  return value;
}

export function listOf<T>(read: (value: string) => T): (value: string) => T[] {
  return (value) => (value === '' ? [] : value.split(',').map((item) => read(item.trim())));
}

export function optional<T>(read: (value: string) => T): (value: string) => T | undefined {
  return (value) => (value === '' ? undefined : read(value));
}

/** What `proxy-addr` trusts. */
export function proxies(value: string): string[] {
  const names = value.split(',').flatMap((name) => name.trim() || []);
  try {
    proxyAddr.compile(names);
  } catch {
    throw new ConfigFault('must be addresses or networks with commas between them, such as loopback, 10.0.0.0/8');
  }
  return names;
}
