import type { UserProfile } from '@facegate/contracts';
import type { UserEntity } from './user.entity.js';

/** What the person sees of their own account. */
export function userProfile({ id, username, email, emailVerifiedAt, role, createdAt }: UserEntity): UserProfile {
  return { id, username, email, emailVerified: emailVerifiedAt !== null, role, createdAt: createdAt.toISOString() };
}
