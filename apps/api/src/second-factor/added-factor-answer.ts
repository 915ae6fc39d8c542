import type { FactorAdded } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { AddedFactor } from '../factors/factor-changes.js';
import { RefreshCookie } from '../sessions/refresh-cookie.js';
import { signedIn } from '../sessions/signed-in.js';

/** Answers with the session that a new factor was shown in. */
@Injectable()
export class AddedFactorAnswer {
  constructor(private readonly cookie: RefreshCookie) {}

  give({ grant, recoveryCodes }: AddedFactor, response: Response): FactorAdded {
    this.cookie.set(response, grant.refreshToken);
    return Object.assign(signedIn(grant), recoveryCodes && { recoveryCodes });
  }
}
