import type { SignedIn } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { KnownDevices } from '../attempts/known-devices.js';
import { RefreshCookie } from './refresh-cookie.js';
import type { Grant } from './sessions.service.js';
import { signedIn } from './signed-in.js';

/** What the browser is handed after a log-in: two cookies and the body. */
@Injectable()
export class SignInAnswer {
  constructor(
    private readonly cookie: RefreshCookie,
    private readonly devices: KnownDevices,
  ) {}

  give(response: Response, grant: Grant): SignedIn {
    this.cookie.set(response, grant.refreshToken);
    this.devices.remember(response, grant.user);
    return signedIn(grant);
  }
}
