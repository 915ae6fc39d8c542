import type { UserProfile } from '@facegate/contracts';
import { faceLogInOf } from './facial-data.js';
import type { UserEntity } from './user.entity.js';

/** What the person sees of their own account. */
export function userProfile(user: UserEntity): UserProfile {
  const { id, username, email, emailVerifiedAt, confirmBy, role, facialData, createdAt } = user;
  return {
    id,
    username,
    email,
    emailVerified: emailVerifiedAt !== null,
    ...(confirmBy && emailVerifiedAt === null && { confirmEmailBy: confirmBy.toISOString() }),
    role,
    faceLogIn: faceLogInOf(facialData),
    createdAt: createdAt.toISOString(),
  };
}
