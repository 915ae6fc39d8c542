import { type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { PublicJwk } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Keyring } from '../common/crypto/keyring.js';
import { keysFolder, signingKeyPath } from '../common/crypto/master-keys.js';
import { SealBroken, type SealContext } from '../common/crypto/seal.js';
import { ensurePrivateFolder, isMissing, writeAtomically } from '../common/files/durable-files.js';
import { StartUpError } from '../common/start-up-error.js';
import type { AppConfig } from '../config/app-config.js';
import {
  decodeKeySet,
  encodeKeySet,
  newSigningKey,
  publicJwk,
  rotated,
  type SigningKey,
  verifies,
} from './signing-key-set.js';
import { LONGEST_TOKEN_SECONDS } from './token-kinds.js';

const CONTEXT: SealContext = { purpose: 'signing-key' };
/** For a token that was being signed while the key was changed. */
const MARGIN_SECONDS = 60;

/**
 * The keys that sign our tokens, in `keys/signing-key.sealed` of the data folder. One file that is replaced as a whole: who
 * is killed leaves the set before or the set after. Each use looks whether the file is another one by now, so that a
 * rotation counts at once in every process of the folder.
 */
@Injectable()
export class SigningKeys {
  private keys: readonly SigningKey[] = [];
  private version = '';

  private constructor(
    private readonly config: AppConfig,
    private readonly keyring: Keyring,
  ) {}

  /** Reads the keys; makes the first one on first start. @throws StartUpError */
  static async open(config: AppConfig, keyring: Keyring): Promise<SigningKeys> {
    const keys = new SigningKeys(config, keyring);
    try {
      await keys.refresh();
    } catch (cause) {
      if (cause instanceof SealBroken)
        throw new StartUpError(
          `The master key does not fit the data in ${config.dataDir}: FACEGATE_MASTER_KEY or keys/master.key is not the one it was sealed with.`,
          { cause },
        );
      if (!isMissing(cause)) throw cause;
      await ensurePrivateFolder(keysFolder(config));
      await keys.store([newSigningKey(nowSeconds())]);
    }
    return keys;
  }

  /** The one that signs. */
  async signer(): Promise<SigningKey> {
    await this.refresh();
    return this.keys[0]!;
  }

  /** PEM of the public key that a token names, if it still verifies. */
  async publicPem(kid: string): Promise<string | undefined> {
    const keys = await this.verifying();
    return keys.find((key) => key.kid === kid)?.publicPem;
  }

  async publicJwks(): Promise<PublicJwk[]> {
    return (await this.verifying()).map(publicJwk);
  }

  /** A new key signs from now on; the others verify until the last token that they signed has run out. */
  async rotate(): Promise<SigningKey> {
    await this.refresh();
    await this.store(rotated(this.keys, nowSeconds(), LONGEST_TOKEN_SECONDS + MARGIN_SECONDS));
    return this.signer();
  }

  /** Wraps them anew, by the master key in force. @throws SealBroken */
  async rewrap(): Promise<void> {
    await this.refresh();
    await this.store(this.keys);
  }

  private async verifying(): Promise<SigningKey[]> {
    await this.refresh();
    const now = nowSeconds();
    return this.keys.filter((key) => verifies(key, now));
  }

  private async store(keys: readonly SigningKey[]): Promise<void> {
    await writeAtomically(signingKeyPath(this.config), this.keyring.wrap(encodeKeySet(keys), CONTEXT));
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    const path = signingKeyPath(this.config);
    const version = versionOf(await stat(path));
    if (version === this.version) return;
    this.keys = decodeKeySet(this.keyring.unwrap(await readFile(path), CONTEXT));
    // A file that is younger than its version is read once more at the next use.
    this.version = version;
  }
}

/** A file that took its place has another inode, unless the system gives the old number again; then another time. */
function versionOf({ ino, mtimeMs, size }: Stats): string {
  return `${ino} ${mtimeMs} ${size}`;
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
