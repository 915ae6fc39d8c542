import { TOTP_DIGITS } from '@facegate/contracts';
import { Secret, TOTP } from 'otpauth';

/** What authenticator apps understand: SHA-1, 30 s (RFC 6238 §4, RFC 4226 §5.3). SHA-1 is no weakness in HMAC. */
const PERIOD_S = 30;
const ALGORITHM = 'SHA1';
/** Steps before and after the server's own: clocks differ (RFC 6238 §6). */
const WINDOW = 1;
/** As long as the hash (RFC 4226 §4, R6). */
const SECRET_BYTES = 20;

export function newTotpSecret(): Uint8Array {
  return new Secret({ size: SECRET_BYTES }).bytes;
}

/** For typing into an app. */
export function base32Of(secret: Uint8Array): string {
  return secretOf(secret).base32;
}

/** `otpauth://` as apps read it from a QR code. */
export function totpUri(secret: Uint8Array, issuer: string, label: string): string {
  return new TOTP({ ...PARAMETERS, issuer, label, secret: secretOf(secret) }).toString();
}

/** The time step that the code is of, when it is that of now or next to it. */
export function stepOfCode(secret: Uint8Array, code: string, nowMs: number): number | undefined {
  const token = code.replaceAll(/[\s-]/g, '');
  if (!/^\d+$/.test(token) || token.length !== TOTP_DIGITS) return undefined;
  const totp = new TOTP({ ...PARAMETERS, secret: secretOf(secret) });
  const delta = totp.validate({ token, timestamp: nowMs, window: WINDOW });
  return delta === null ? undefined : totp.counter({ timestamp: nowMs }) + delta;
}

/** The newest time step of which a code is taken. */
export function newestStep(nowMs: number): number {
  return Math.floor(nowMs / 1000 / PERIOD_S) + WINDOW;
}

const PARAMETERS = { algorithm: ALGORITHM, digits: TOTP_DIGITS, period: PERIOD_S };

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer });
}
