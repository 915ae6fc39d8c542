import type { DemandedMethod, UserProfile } from '@facegate/contracts';
import { useSyncExternalStore } from 'react';
import { rememberUsername } from './last-username.js';
import type { ProblemCode } from './problem.js';

export type Session =
  /** Nobody has asked the server yet. */
  | { status: 'unknown' }
  /** `endedBy`: why the server refused it in the middle of things. */
  | { status: 'signed-out'; byChoice: boolean; endedBy?: ProblemCode }
  | { status: 'signed-in'; user: UserProfile; missing: readonly DemandedMethod[] }
  /** The server could not be asked. */
  | { status: 'unreachable' };

// Memory only: whoever closes the page takes the token along, and no script finds it in a storage later.
let accessToken: string | null = null;
let session: Session = { status: 'unknown' };
const listeners = new Set<() => void>();

/** Other tabs of the same browser share the cookie, so they share the end of the session. */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('facegate-session');
channel?.addEventListener('message', () => change({ status: 'signed-out', byChoice: false }));

function change(next: Session): void {
  session = next;
  if (next.status !== 'signed-in') accessToken = null;
  for (const listener of listeners) listener();
}

export const currentSession = (): Session => session;
export const currentToken = (): string | null => accessToken;

export function keepToken(token: string): void {
  accessToken = token;
}

/** @param missing what the operator demands and was not shown yet */
export function beginSession(user: UserProfile, token: string, missing: readonly DemandedMethod[] = []): void {
  accessToken = token;
  rememberUsername(user.username);
  change({ status: 'signed-in', user, missing });
}

/** The person changed their profile. */
export function updateUser(user: UserProfile): void {
  rememberUsername(user.username);
  change({ status: 'signed-in', user, missing: session.status === 'signed-in' ? session.missing : [] });
}

/** `byChoice`: the person logged out, here and so in every tab. `endedBy`: what the server said instead. */
export function endSession({ byChoice = false, endedBy }: { byChoice?: boolean; endedBy?: ProblemCode } = {}): void {
  change({ status: 'signed-out', byChoice, ...(endedBy && { endedBy }) });
  if (byChoice) channel?.postMessage('ended');
}

export function sessionUnreachable(): void {
  change({ status: 'unreachable' });
}

export function sessionUnknown(): void {
  change({ status: 'unknown' });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSession = (): Session => useSyncExternalStore(subscribe, currentSession);
