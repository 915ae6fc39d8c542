import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { PublicJwk } from '@facegate/contracts';

/** One P-256 key pair. It signs until the next one is made, and verifies until `verifiesUntil`. */
export interface SigningKey {
  /** RFC 7638: the SHA-256 thumbprint of the public key. Named in every token. */
  kid: string;
  privatePem: string;
  publicPem: string;
  /** Seconds since 1970. */
  madeAt: number;
  /** Seconds since 1970; undefined while it signs. */
  verifiesUntil?: number;
}

/** As it is kept: a private JWK with the times of its life. */
interface StoredJwk extends JsonWebKey {
  iat: number;
  exp?: number;
}

/** First byte of PKCS #8 in DER, which was all that the file had when there was one key for good. */
const DER_SEQUENCE = 0x30;

export function newSigningKey(nowSeconds: number): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return describe(privateKey, nowSeconds);
}

/** The set with a new key that signs; the others verify for `overlapSeconds`, or as long as they still would have. */
export function rotated(keys: readonly SigningKey[], nowSeconds: number, overlapSeconds: number): SigningKey[] {
  const older = keys
    .map((key) => ({ ...key, verifiesUntil: key.verifiesUntil ?? nowSeconds + overlapSeconds }))
    .filter((key) => verifies(key, nowSeconds));
  return [newSigningKey(nowSeconds), ...older];
}

export function verifies({ verifiesUntil }: SigningKey, nowSeconds: number): boolean {
  return verifiesUntil === undefined || verifiesUntil > nowSeconds;
}

/** JSON of a JWK set (RFC 7517 §5) with private keys: to be sealed. */
export function encodeKeySet(keys: readonly SigningKey[]): Buffer {
  const stored = keys.map(({ privatePem, madeAt, verifiesUntil }) => ({
    ...createPrivateKey(privatePem).export({ format: 'jwk' }),
    iat: madeAt,
    ...(verifiesUntil !== undefined && { exp: verifiesUntil }),
  }));
  return Buffer.from(JSON.stringify({ keys: stored }));
}

/** The inverse of {@link encodeKeySet}: the key that signs comes first. */
export function decodeKeySet(bytes: Buffer): SigningKey[] {
  if (bytes[0] === DER_SEQUENCE) return [describe(createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' }), 0)];
  const { keys } = JSON.parse(bytes.toString()) as { keys: StoredJwk[] };
  return keys.map(({ iat, exp, ...jwk }) => describe(createPrivateKey({ key: jwk, format: 'jwk' }), iat, exp));
}

export function publicJwk({ publicPem, kid }: SigningKey): PublicJwk {
  return { ...coordinates(createPublicKey(publicPem)), kid, use: 'sig', alg: 'ES256' };
}

function describe(privateKey: KeyObject, madeAt: number, verifiesUntil?: number): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const thumbprint = createHash('sha256').update(JSON.stringify(coordinates(publicKey)));
  return {
    kid: thumbprint.digest('base64url'),
    privatePem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    madeAt,
    ...(verifiesUntil !== undefined && { verifiesUntil }),
  };
}

/** The required members of an EC key in the order of RFC 7638 §3.3. */
function coordinates(publicKey: KeyObject): Pick<PublicJwk, 'crv' | 'kty' | 'x' | 'y'> {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { crv: 'P-256', kty: 'EC', x, y };
}
