import type { UpdateAccountRequest, UserProfile } from '@facegate/contracts';

interface ChangeValues {
  username?: string;
  email?: string;
  password?: string;
  currentPassword: string;
}

/** What of the form differs from the profile. The current password goes along where the server asks for it. */
export function changesOf(values: ChangeValues, user: UserProfile): UpdateAccountRequest {
  const { username = user.username, email = user.email, password, currentPassword } = values;
  const guarded = email !== user.email || password !== undefined;
  return {
    ...(username !== user.username && { username }),
    ...(email !== user.email && { email }),
    ...(password !== undefined && { password }),
    ...(guarded && { currentPassword }),
  };
}
