import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

/** What a sealed value is. Each purpose has a subkey of its own. */
export type SealPurpose =
  'template' | 'picture' | 'data-key' | 'signing-key' | 'live-proof' | 'known-device' | 'totp-secret' | 'audit-keys';

/** Where a sealed value belongs. It opens only with the same context: moved to another row or file, it is refused. */
export interface SealContext {
  purpose: SealPurpose;
  userId?: string;
  faceId?: string;
}

/** A sealed value that was changed, moved, cut, or sealed with a key that is not here. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** First byte of a sealed value: AES-256-GCM under a subkey that HKDF-SHA256 derives from the key. */
export const SEAL_VERSION = 1;
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;

/** As a `KeyObject` a key shows its bytes in no log. @param bytes 32 of them */
export function sealingKey(bytes: Uint8Array): KeyObject {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`a key has ${KEY_BYTES} bytes`);
  return createSecretKey(bytes);
}

/**
 * Authenticated encryption at rest. Sealed bytes: version (1), nonce (12, random), ciphertext, tag (16). The associated
 * data are the version and the whole {@link SealContext}. NIST SP 800-38D: random nonces are safe for 2^32 values a key.
 */
export function seal(key: KeyObject, plain: Uint8Array, context: SealContext): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', subkey(key, context.purpose), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(SEAL_VERSION), nonce, body, cipher.getAuthTag()]);
}

/** @throws SealBroken */
export function open(key: KeyObject, sealed: Uint8Array, context: SealContext): Buffer {
  const { purpose } = context;
  if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== SEAL_VERSION)
    throw new SealBroken(`not a sealed ${purpose}`);
  const nonce = sealed.subarray(1, HEAD_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', subkey(key, purpose), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const body = decipher.update(sealed.subarray(HEAD_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch (cause) {
    throw new SealBroken(`the seal of a ${purpose} does not hold`, { cause });
  }
}

/** 32 bytes for one use of a key (RFC 5869); no use can be told from another's. */
export function derive(key: KeyObject, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `facegate/v${SEAL_VERSION}/${use}`, KEY_BYTES)));
}

/** Deriving takes longer than sealing a template. */
const derived = new WeakMap<KeyObject, Map<SealPurpose, KeyObject>>();

function subkey(key: KeyObject, purpose: SealPurpose): KeyObject {
  const subkeys = derived.get(key) ?? new Map<SealPurpose, KeyObject>();
  derived.set(key, subkeys);
  const found = subkeys.get(purpose) ?? derive(key, purpose);
  subkeys.set(purpose, found);
  return found;
}

/** Ids are UUIDs, so that the separator cannot occur in them and no two contexts read alike. */
function associatedData({ purpose, userId = '', faceId = '' }: SealContext): Buffer {
  return Buffer.from([`facegate/v${SEAL_VERSION}`, purpose, userId, faceId].join('\0'), 'utf8');
}
