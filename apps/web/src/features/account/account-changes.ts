import type { UpdateAccountRequest, UserProfile } from '@facegate/contracts';

interface ChangeValues {
  username?: string;
  email?: string;
  password?: string;
  currentPassword: string;
}

/** The domain as it stands in the name system: an e-mail field of Chrome turns `bücher.example` into that. */
function asciiDomain(domain: string): string {
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain;
}

/** Whether two addresses differ in nothing but the form of their domain. */
function isSameAddress(one: string, other: string): boolean {
  const [at, otherAt] = [one.lastIndexOf('@'), other.lastIndexOf('@')];
  return (
    one.slice(0, at) === other.slice(0, otherAt) &&
    asciiDomain(one.slice(at + 1)) === asciiDomain(other.slice(otherAt + 1))
  );
}

/** What of the form differs from the profile. The current password goes along where the server asks for it. */
export function changesOf(values: ChangeValues, user: UserProfile): UpdateAccountRequest {
  const { username = user.username, email = user.email, password, currentPassword } = values;
  const isMoved = !isSameAddress(email, user.email);
  const guarded = isMoved || password !== undefined;
  return {
    ...(username !== user.username && { username }),
    ...(isMoved && { email }),
    ...(password !== undefined && { password }),
    ...(guarded && { currentPassword }),
  };
}
