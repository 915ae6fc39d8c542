/** The name that last signed in on this browser, so that a returning person is compared with their own account only. */
const KEY = 'facegate.last-username';

/** Null when nobody did, or the browser keeps nothing. */
export function lastUsername(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberUsername(username: string): void {
  try {
    localStorage.setItem(KEY, username);
  } catch {
    // A browser that keeps nothing: the face is searched for among all.
  }
}

export function forgetUsername(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
