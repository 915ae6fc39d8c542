import { isIP } from 'node:net';
import { ConfigFault } from './config-key.js';

/** A mail server as `SMTP_URL` names it. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`), not by STARTTLS. */
  implicitTls: boolean;
  /** On this machine, where nobody is in between. */
  isLocal: boolean;
  user?: string;
  password?: string;
}

const SUBMISSION_PORT = 587;
const SUBMISSIONS_PORT = 465;

/** `smtp://user:password@host:587` or `smtps://…`. */
export function smtpUrl(value: string): SmtpServer {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '' || !isBare(url))
    throw new ConfigFault(
      'must look like smtp://user:password@mail.example.org:587, or smtps:// for TLS from the start',
    );
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const implicitTls = url.protocol === 'smtps:';
  return {
    host,
    port: url.port ? Number(url.port) : implicitTls ? SUBMISSIONS_PORT : SUBMISSION_PORT,
    implicitTls,
    isLocal: host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')),
    ...(url.username && { user: decode(url.username), password: decode(url.password) }),
  };
}

function isBare({ pathname, search, hash }: URL): boolean {
  return (pathname === '' || pathname === '/') && search === '' && hash === '';
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ConfigFault('must have what is special in user and password percent-encoded');
  }
}
