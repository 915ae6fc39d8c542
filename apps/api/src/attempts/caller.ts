import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Keyring } from '../common/crypto/keyring.js';
import { ClientAddress } from '../common/http/client-address.js';
import { type KnownDevice, KnownDevices } from './known-devices.js';

/** Where a call comes from, in names that stand for it: addresses themselves are not stored. */
export interface Place {
  /** Of an IPv4 address, or the /64 of an IPv6 one. */
  address: string;
  /** Of the /24 of an IPv4 address, or the /48 of an IPv6 one. */
  network: string;
}

/** Who tries, as far as it can be known before it is known who they are. */
export interface Caller extends Place {
  /** The account that logged in on this device before. */
  device: KnownDevice | undefined;
}

@Injectable()
export class Callers {
  constructor(
    private readonly addresses: ClientAddress,
    private readonly devices: KnownDevices,
    private readonly keyring: Keyring,
  ) {}

  of(request: Request): Caller {
    return { ...this.place(request), device: this.devices.read(request) };
  }

  place(request: IncomingMessage): Place {
    return {
      address: this.keyring.digest(this.addresses.addressOf(request), 'caller'),
      network: this.keyring.digest(this.addresses.networkOf(request), 'caller'),
    };
  }
}
