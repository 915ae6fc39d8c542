import { type KeyObject, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keyring } from './keyring.js';
import { KEY_BYTES, open, seal, SealBroken, type SealContext, sealingKey } from './seal.js';

type FacePart = 'template' | 'picture';
/** What a person has once. */
type Secret = 'totp-secret';

/** One person's own key. All that is kept of their faces, and their secrets, are sealed with it: destroyed, none of that opens again. */
export class DataKey {
  constructor(
    readonly userId: string,
    private readonly key: KeyObject,
  ) {}

  seal(plain: Uint8Array, purpose: FacePart, faceId: string): Buffer {
    return seal(this.key, plain, { purpose, userId: this.userId, faceId });
  }

  /** @throws SealBroken */
  open(sealed: Uint8Array, purpose: FacePart, faceId: string): Buffer {
    return open(this.key, sealed, { purpose, userId: this.userId, faceId });
  }

  sealSecret(plain: Uint8Array, purpose: Secret): Buffer {
    return seal(this.key, plain, { purpose, userId: this.userId });
  }

  /** @throws SealBroken */
  openSecret(sealed: Uint8Array, purpose: Secret): Buffer {
    return open(this.key, sealed, { purpose, userId: this.userId });
  }

  /** The bytes, to be wrapped. */
  export(): Buffer {
    return this.key.export();
  }
}

/** Whose key it is, and what is stored of it: wrapped by the master key, in base64; null once it was destroyed. */
export interface KeyHolder {
  id: string;
  dataKey: string | null;
}

/** The envelope: a random data key a person, wrapped by the master key for that person. */
@Injectable()
export class DataKeys {
  constructor(private readonly keyring: Keyring) {}

  make(userId: string): DataKey {
    return new DataKey(userId, sealingKey(randomBytes(KEY_BYTES)));
  }

  /** Only in the transaction that stores it, so that a rotation can wait for it. @returns base64 */
  wrap(dataKey: DataKey): string {
    return this.keyring.wrap(dataKey.export(), contextOf(dataKey.userId)).toString('base64');
  }

  /** @throws SealBroken */
  unwrap({ id, dataKey }: KeyHolder): DataKey {
    if (dataKey === null) throw new SealBroken('the data key was destroyed');
    return new DataKey(id, sealingKey(this.keyring.unwrap(Buffer.from(dataKey, 'base64'), contextOf(id))));
  }

  /** What every data key that the master key in force wraps begins with: 9 bytes, which are 12 characters of base64. */
  currentPrefix(): string {
    return this.keyring.head().toString('base64');
  }
}

function contextOf(userId: string): SealContext {
  return { purpose: 'data-key', userId };
}
