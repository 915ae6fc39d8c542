import type {
  LoginRequest,
  PrivacyFacts,
  RecognizeFacialRequest,
  SignedIn,
  StoredFacial,
  StoreFacialRequest,
} from '@facegate/contracts';
import { ask, PICTURES_DEADLINE_MS, refresh, send } from './http.js';
import { ApiProblem } from './problem.js';
import { beginSession, currentSession, endSession, sessionUnknown, sessionUnreachable } from './session.js';

/** `POST /api/user/facial/store`, and the session that comes with it. @throws ApiProblem */
export async function storeFacial(body: StoreFacialRequest): Promise<StoredFacial> {
  const stored = await ask('storedFacial', '/user/facial/store', {
    method: 'POST',
    body,
    deadlineMs: PICTURES_DEADLINE_MS,
  });
  beginSession(stored.user, stored.accessToken, stored.missing);
  return stored;
}

/** `POST /api/user/facial/recognize`. @throws ApiProblem */
export async function recognizeFacial(body: RecognizeFacialRequest, signal?: AbortSignal): Promise<SignedIn> {
  const signedIn = await ask('signedIn', '/user/facial/recognize', {
    method: 'POST',
    body,
    deadlineMs: PICTURES_DEADLINE_MS,
    ...(signal ? { signal } : {}),
  });
  signal?.throwIfAborted();
  beginSession(signedIn.user, signedIn.accessToken, signedIn.missing);
  return signedIn;
}

/** `POST /api/auth/login`. @throws ApiProblem */
export async function logIn(body: LoginRequest): Promise<SignedIn> {
  const signedIn = await ask('signedIn', '/auth/login', { method: 'POST', body });
  beginSession(signedIn.user, signedIn.accessToken, signedIn.missing);
  return signedIn;
}

/** `GET /api/privacy`. @throws ApiProblem */
export function privacyFacts(signal?: AbortSignal): Promise<PrivacyFacts> {
  return ask('privacyFacts', '/privacy', signal ? { signal } : {});
}

const isSessionOver = ({ code }: ApiProblem): boolean =>
  code === 'UNAUTHENTICATED' || code === 'SESSION_REVOKED' || code === 'TOKEN_EXPIRED';

/** `POST /api/auth/logout`: from here on the server takes no token of this session. @throws ApiProblem */
export async function logOut(): Promise<void> {
  try {
    await send('/auth/logout', { method: 'POST' });
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || !isSessionOver(problem)) throw problem;
  }
}

/** Whoever signs in while the old session is looked up is signed in, whatever the old cookie says. */
const undecided = (): boolean => currentSession().status === 'unknown';

/** At load: whoever has a good refresh cookie is signed in, everybody else is not. Never rejects. */
export async function restoreSession(): Promise<void> {
  try {
    const { user, accessToken, missing } = await refresh();
    if (undecided()) beginSession(user, accessToken, missing);
  } catch (problem) {
    if (!undecided()) return;
    if (problem instanceof ApiProblem && !isSessionOver(problem)) sessionUnreachable();
    else endSession();
  }
}

export async function retrySession(): Promise<void> {
  sessionUnknown();
  await restoreSession();
}
