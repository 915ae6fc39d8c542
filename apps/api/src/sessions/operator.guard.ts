import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemError } from '../common/problem-error.js';
import type { SignedInSession } from './bearer.guard.js';

/** Behind a `BearerGuard`: lets in operators, by the role that the account has now. */
@Injectable()
export class OperatorGuard implements CanActivate {
  /** @throws ProblemError `FORBIDDEN` */
  canActivate(context: ExecutionContext): boolean {
    const { role } = context.switchToHttp().getRequest<Request>().user as SignedInSession;
    if (role !== 'operator') throw new ProblemError('FORBIDDEN', 'Only operators of this server may do this.');
    return true;
  }
}
