import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { UserProfile, UserRole } from '@facegate/contracts';
import { AppConfig } from '../config/app-config.js';
import { tokenProblem } from './access-tokens.js';
import { type AuthenticationMethod, together } from './authentication-methods.js';
import { OpenToLimitedSessions } from './limited-sessions.js';
import { demandWhole } from './sign-in-demand.js';

/** The living session that a request belongs to. */
export interface SignedInSession {
  sessionId: string;
  userId: string;
  user: UserProfile;
  role: UserRole;
  /** When the person last proved to be who they are. */
  authenticatedAt: Date;
  /** When they last showed a second factor. */
  secondFactorAt: Date | null;
  /** What they have shown in this session. */
  amr: AuthenticationMethod[];
  /** Whether there is one to show. */
  hasFace: boolean;
}

/**
 * Lets in who sends the access token of a living session: `Authorization: Bearer …`. One that lacks what the operator
 * demands opens only what is {@link OpenToLimitedSessions}.
 */
@Injectable()
export class BearerGuard extends AuthGuard('bearer') {
  constructor(
    private readonly config: AppConfig,
    private readonly reflector: Reflector,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    const { amr, hasFace } = context.switchToHttp().getRequest<Request>().user as SignedInSession;
    const open = this.reflector.getAllAndOverride(OpenToLimitedSessions, [context.getHandler(), context.getClass()]);
    // Who withdrew the consent has no face to show any more, and keeps the rights to give it again, to leave and to take all along.
    const shown = open === 'faceless' && !hasFace ? together(amr, ['face']) : amr;
    if (open !== true) demandWhole(this.config.signIn, shown);
    return true;
  }

  override handleRequest<T>(error: unknown, session: T | false | null, info: unknown): T {
    if (error) throw error;
    if (session) return session;
    throw tokenProblem(info);
  }
}

/** The session of the request, on a route whose `ApiContract` says `auth: 'bearer'`. */
export const CurrentSession = createParamDecorator((_data: unknown, context: ExecutionContext): SignedInSession => {
  const { user } = context.switchToHttp().getRequest<Request>();
  return user as SignedInSession;
});
