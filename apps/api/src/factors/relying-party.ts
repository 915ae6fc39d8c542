import { Injectable } from '@nestjs/common';
import { PublicAddress } from '../common/http/public-address.js';
import { AppConfig } from '../config/app-config.js';

/** Who passkeys are made for and answer to: the address that people open, never what a request says of it. */
@Injectable()
export class RelyingParty {
  readonly name = 'Facegate';
  /** The domain (WebAuthn's `rp.id`): a passkey works there and nowhere else. */
  readonly id: string;

  constructor(
    { publicUrl }: AppConfig,
    private readonly address: PublicAddress,
  ) {
    this.id = publicUrl?.hostname ?? 'localhost';
  }

  /** @throws Error while nobody listens */
  get origin(): string {
    const { origin } = this.address;
    if (origin === undefined) throw new Error('a passkey before the server listens');
    return origin;
  }
}
