import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Keyring } from '../common/crypto/keyring.js';
import { auditKeysPath } from '../common/crypto/master-keys.js';
import { KEY_BYTES } from '../common/crypto/seal.js';
import { SealedFile } from '../common/crypto/sealed-file.js';
import type { AppConfig } from '../config/app-config.js';

export interface AuditKey {
  id: string;
  key: KeyObject;
}

const ID_BYTES = 8;

/**
 * The keys that link the audit trail, in `keys/audit-keys.sealed` of the data folder, newest first. With each rotation of the
 * master key a new one follows, and the others stay to verify: whoever knew them can change no row any more without
 * breaking a link by the newer one.
 */
@Injectable()
export class AuditKeys {
  private constructor(private readonly file: SealedFile<readonly AuditKey[]>) {}

  /** Makes the first key on first start. @throws StartUpError */
  static async open(config: AppConfig, keyring: Keyring): Promise<AuditKeys> {
    const file = new SealedFile<readonly AuditKey[]>(auditKeysPath(config), { purpose: 'audit-keys' }, keyring, {
      encode,
      decode,
    });
    await file.open(() => [newKey()]);
    return new AuditKeys(file);
  }

  /** Newest first: that one links. */
  all(): Promise<readonly AuditKey[]> {
    return this.file.read();
  }

  async current(): Promise<AuditKey> {
    const [newest] = await this.file.read();
    return newest!;
  }

  /** A new key links from now on; all are wrapped by the master key in force. */
  async rotate(): Promise<void> {
    await this.file.write([newKey(), ...(await this.file.read())]);
  }
}

function newKey(): AuditKey {
  return { id: randomBytes(ID_BYTES).toString('base64url'), key: createSecretKey(randomBytes(KEY_BYTES)) };
}

function encode(keys: readonly AuditKey[]): Buffer {
  return Buffer.from(JSON.stringify(keys.map(({ id, key }) => ({ id, key: key.export().toString('base64') }))));
}

function decode(bytes: Buffer): AuditKey[] {
  const stored = JSON.parse(bytes.toString()) as { id: string; key: string }[];
  return stored.map(({ id, key }) => ({ id, key: createSecretKey(Buffer.from(key, 'base64')) }));
}
