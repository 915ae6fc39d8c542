import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What a sealed value is for. Each purpose has a key of its own. */
export type SealPurpose = 'template' | 'picture' | 'signing-key';

/** Where a sealed value belongs. It opens only with the same context: moved to another row or file, it is refused. */
export interface SealContext {
  purpose: SealPurpose;
  userId?: string;
  faceId?: string;
}

/** A sealed value that was changed, moved, cut, or sealed with another key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** First byte of a sealed value: AES-256-GCM under a subkey that HKDF-SHA256 derives from the master key. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;

/**
 * Authenticated encryption at rest. Sealed bytes: version (1), nonce (12, random), ciphertext, tag (16). The associated
 * data are the version and the whole {@link SealContext}. NIST SP 800-38D: random nonces are safe for 2^32 values a key.
 */
export class Sealer {
  private readonly keys = new Map<SealPurpose, Buffer>();

  /** @param masterKey 32 bytes. */
  constructor(private readonly masterKey: Buffer) {
    if (masterKey.length !== 32) throw new RangeError('the master key has 32 bytes');
  }

  seal(plain: Uint8Array, context: SealContext): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(context.purpose), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(associatedData(context));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
  }

  /** @throws SealBroken */
  open(sealed: Uint8Array, context: SealContext): Buffer {
    if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== VERSION)
      throw new SealBroken(`not a sealed ${context.purpose}`);
    const nonce = sealed.subarray(1, HEAD_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.keyFor(context.purpose), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associatedData(context));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const body = decipher.update(sealed.subarray(HEAD_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([body, decipher.final()]);
    } catch (cause) {
      throw new SealBroken(`the seal of a ${context.purpose} does not hold`, { cause });
    }
  }

  private keyFor(purpose: SealPurpose): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.masterKey, '', `facegate/v${VERSION}/${purpose}`, 32));
    this.keys.set(purpose, key);
    return key;
  }
}

/** Ids are UUIDs, so that the separator cannot occur in them and no two contexts read alike. */
function associatedData({ purpose, userId = '', faceId = '' }: SealContext): Buffer {
  return Buffer.from([`facegate/v${VERSION}`, purpose, userId, faceId].join('\0'), 'utf8');
}
