import type { UserRole } from '@facegate/contracts';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { RouteAccess } from '../common/openapi/route-access.js';
import { ProblemError } from '../common/problem-error.js';
import { BearerGuard, type SignedInSession } from './bearer.guard.js';
import { demandOperatorsAssurance } from './sign-in-demand.js';

/**
 * Stands before every route and lets in whom its `ApiContract` names. A route without one is open to nobody, so that
 * forgetting to decide cannot open a door.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly bearer: BearerGuard,
  ) {}

  /** @throws ProblemError `UNAUTHENTICATED`, `TOKEN_EXPIRED`, `SESSION_REVOKED`, `FORBIDDEN` or `FACTOR_REQUIRED` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const access = this.reflector.get(RouteAccess, handler);
    if (!access) throw new Error(`${context.getClass().name}.${handler.name} has no ApiContract: nobody may call it`);
    if (access.auth !== 'bearer') return true;
    await this.bearer.canActivate(context);
    if (access.role) demandRole(context, access.role);
    return true;
  }
}

function demandRole(context: ExecutionContext, role: UserRole): void {
  const session = context.switchToHttp().getRequest<Request>().user as SignedInSession;
  if (session.role !== role) throw new ProblemError('FORBIDDEN', `Only the role ${role} may do this.`);
  if (role === 'operator') demandOperatorsAssurance(session.amr);
}
