import type { SignedIn } from '@facegate/contracts';
import { userProfile } from '../users/user-profile.js';
import type { Grant } from './sessions.service.js';

/** What the body of the answer tells of a grant; the refresh token goes in the cookie. */
export function signedIn({ user, accessToken, expiresIn, method, missing }: Grant): SignedIn {
  return { user: userProfile(user), accessToken, expiresIn, method, ...(missing && { missing }) };
}
