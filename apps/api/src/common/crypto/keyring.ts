import { createHmac, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKeys } from './master-keys.js';
import { derive, open, seal, SEAL_VERSION, SealBroken, type SealContext, sealingKey } from './seal.js';

/** First byte of a wrapped value. */
const WRAP_VERSION = 2;
const KEY_ID_BYTES = 8;
const HEAD_BYTES = 1 + KEY_ID_BYTES;
const DIGEST_BYTES = 16;

/**
 * What the master keys seal. Wrapped bytes: version (1), id of the master key (8), sealed bytes. The id is derived from
 * the key, tells nothing of it, and needs no seal of its own: with another one, another key fails to open the rest.
 */
@Injectable()
export class Keyring {
  /** By id in hexadecimal. A key that was rotated out stays until this process ends: it may be opening with it. */
  private readonly known = new Map<string, KeyObject>();

  constructor(private readonly masterKeys: MasterKeys) {
    this.refresh();
  }

  /** By the key in force now, whichever process put it there. */
  wrap(plain: Uint8Array, context: SealContext): Buffer {
    const { id, key } = this.refresh();
    return Buffer.concat([head(id), seal(key, plain, context)]);
  }

  /** @throws SealBroken */
  unwrap(wrapped: Uint8Array, context: SealContext): Buffer {
    if (wrapped[0] === SEAL_VERSION) return this.openUnnamed(wrapped, context);
    if (wrapped[0] !== WRAP_VERSION || wrapped.length < HEAD_BYTES)
      throw new SealBroken(`not a wrapped ${context.purpose}`);
    return open(this.keyOf(wrapped), wrapped.subarray(HEAD_BYTES), context);
  }

  /**
   * A name for `text` that nobody can guess back without the key: HMAC-SHA256, 128 bits in base64url. Another one once the
   * key in force is another.
   */
  digest(text: string, use: string): string {
    const hmac = createHmac('sha256', derive(this.refresh().key, use)).update(text).digest();
    return hmac.subarray(0, DIGEST_BYTES).toString('base64url');
  }

  /** The first 9 bytes of all that the key in force wraps. */
  head(): Buffer {
    return head(this.refresh().id);
  }

  private keyOf(wrapped: Uint8Array): KeyObject {
    const id = Buffer.from(wrapped.subarray(1, HEAD_BYTES)).toString('hex');
    if (!this.known.has(id)) this.refresh();
    const key = this.known.get(id);
    if (!key) throw new SealBroken(`the master key ${id} is not here`);
    return key;
  }

  /** Sealed before master keys had ids. */
  private openUnnamed(sealed: Uint8Array, context: SealContext): Buffer {
    for (const key of this.known.values()) {
      try {
        return open(key, sealed, context);
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
      }
    }
    throw new SealBroken(`no master key opens this ${context.purpose}`);
  }

  private refresh(): { id: string; key: KeyObject } {
    const keys = this.masterKeys.read().map((bytes) => {
      const key = sealingKey(bytes);
      const id = derive(key, 'key-id').export().subarray(0, KEY_ID_BYTES).toString('hex');
      return { id, key: this.known.get(id) ?? key };
    });
    for (const { id, key } of keys) this.known.set(id, key);
    return keys[0]!;
  }
}

function head(id: string): Buffer {
  return Buffer.concat([Buffer.of(WRAP_VERSION), Buffer.from(id, 'hex')]);
}
