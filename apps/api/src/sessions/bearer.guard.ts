import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import type { UserProfile, UserRole } from '@facegate/contracts';
import { tokenProblem } from './access-tokens.js';

/** The living session that a request belongs to. */
export interface SignedInSession {
  sessionId: string;
  userId: string;
  user: UserProfile;
  role: UserRole;
  /** When the person last proved to be who they are. */
  authenticatedAt: Date;
}

/** Lets in who sends the access token of a living session: `Authorization: Bearer …`. */
@Injectable()
export class BearerGuard extends AuthGuard('bearer') {
  override handleRequest<T>(error: unknown, session: T | false | null, info: unknown): T {
    if (error) throw error;
    if (session) return session;
    throw tokenProblem(info);
  }
}

/** The session of the request, behind a {@link BearerGuard}. */
export const CurrentSession = createParamDecorator((_data: unknown, context: ExecutionContext): SignedInSession => {
  const { user } = context.switchToHttp().getRequest<Request>();
  return user as SignedInSession;
});
