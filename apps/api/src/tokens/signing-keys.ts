import type { PublicJwk } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Keyring } from '../common/crypto/keyring.js';
import { signingKeyPath } from '../common/crypto/master-keys.js';
import { SealedFile } from '../common/crypto/sealed-file.js';
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

/** For a token that was being signed while the key was changed. */
const MARGIN_SECONDS = 60;

/** The keys that sign our tokens, in `keys/signing-key.sealed` of the data folder. */
@Injectable()
export class SigningKeys {
  private constructor(private readonly file: SealedFile<readonly SigningKey[]>) {}

  /** Makes the first key on first start. @throws StartUpError */
  static async open(config: AppConfig, keyring: Keyring): Promise<SigningKeys> {
    const codec = { encode: encodeKeySet, decode: decodeKeySet };
    const file = new SealedFile<readonly SigningKey[]>(
      signingKeyPath(config),
      { purpose: 'signing-key' },
      keyring,
      codec,
    );
    await file.open(() => [newSigningKey(nowSeconds())]);
    return new SigningKeys(file);
  }

  /** The one that signs. */
  async signer(): Promise<SigningKey> {
    const [signer] = await this.file.read();
    return signer!;
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
    await this.file.write(rotated(await this.file.read(), nowSeconds(), LONGEST_TOKEN_SECONDS + MARGIN_SECONDS));
    return this.signer();
  }

  /** Wraps them anew, by the master key in force. @throws SealBroken */
  async rewrap(): Promise<void> {
    await this.file.write(await this.file.read());
  }

  private async verifying(): Promise<SigningKey[]> {
    const now = nowSeconds();
    return (await this.file.read()).filter((key) => verifies(key, now));
  }
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
