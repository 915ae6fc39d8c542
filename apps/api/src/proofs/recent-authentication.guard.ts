import { CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { RecentAuthentication } from './recent-authentication.js';

/** Behind a `BearerGuard`: lets in who proved a moment ago to be who they are. */
@Injectable()
export class RecentAuthenticationGuard implements CanActivate {
  constructor(private readonly recent: RecentAuthentication) {}

  /** @throws ProblemError `STEP_UP_REQUIRED` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.recent.demand(context.switchToHttp().getRequest<Request>().user as SignedInSession);
    return true;
  }
}
