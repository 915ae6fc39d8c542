import type {
  AuthenticatorAppSetup,
  FactorAdded,
  FactorList,
  PasskeyAssertion,
  PasskeySummary,
  SecondFactorRequest,
  SignedIn,
} from '@facegate/contracts';
import { ask, send } from '../api/http.js';
import { beginSession } from '../api/session.js';
import { createPasskey, usePasskeyOf } from './passkey-browser.js';

function begun<Answer extends SignedIn>(answer: Answer): Answer {
  beginSession(answer.user, answer.accessToken, answer.missing);
  return answer;
}

/** `POST /api/auth/passkey`. @throws ApiProblem, PasskeyFault */
export async function logInByPasskey(): Promise<void> {
  const options = await ask('passkeyRequestOptions', '/auth/passkey/options', { method: 'POST' });
  const passkey = await usePasskeyOf(options);
  begun(await ask('signedIn', '/auth/passkey', { method: 'POST', body: { passkey }, alone: true }));
}

/** `POST /api/auth/second-factor`. @throws ApiProblem */
export async function completeLogIn(body: SecondFactorRequest): Promise<void> {
  begun(await ask('signedIn', '/auth/second-factor', { method: 'POST', body, alone: true }));
}

/** As {@link completeLogIn}, with a passkey. @throws ApiProblem, PasskeyFault */
export async function completeLogInByPasskey(ticket: string): Promise<void> {
  const options = await ask('passkeyRequestOptions', '/auth/second-factor/options', {
    method: 'POST',
    body: { ticket },
  });
  await completeLogIn({ ticket, passkey: await usePasskeyOf(options) });
}

/** An answer to a challenge of `POST /api/auth/step-up/options`. @throws ApiProblem, PasskeyFault */
export async function passkeyForStepUp(): Promise<PasskeyAssertion> {
  const options = await ask('passkeyRequestOptions', '/auth/step-up/options', { method: 'POST', asUser: true });
  return usePasskeyOf(options);
}

/** `GET /api/me/factors`. @throws ApiProblem */
export function listFactors(signal?: AbortSignal): Promise<FactorList> {
  return ask('factorList', '/me/factors', { asUser: true, ...(signal ? { signal } : {}) });
}

/** `POST /api/me/passkeys`: from here on the page has a new session. @throws ApiProblem, PasskeyFault */
export async function addPasskey(name: string): Promise<FactorAdded> {
  const options = await ask('passkeyCreationOptions', '/me/passkeys/options', { method: 'POST', asUser: true });
  const credential = await createPasskey(options);
  const body = { name, credential };
  return begun(await ask('factorAdded', '/me/passkeys', { method: 'POST', body, asUser: true, alone: true }));
}

/** `PATCH /api/me/passkeys/:id`. @throws ApiProblem */
export function renamePasskey(id: string, name: string): Promise<PasskeySummary> {
  return ask('passkeySummary', `/me/passkeys/${encodeURIComponent(id)}`, {
    method: 'PATCH',
    body: { name },
    asUser: true,
  });
}

/** `DELETE /api/me/passkeys/:id`. @throws ApiProblem */
export async function removePasskey(id: string): Promise<void> {
  await send(`/me/passkeys/${encodeURIComponent(id)}`, { method: 'DELETE', asUser: true });
}

/** `POST /api/me/authenticator-app`. @throws ApiProblem */
export function beginAuthenticatorApp(): Promise<AuthenticatorAppSetup> {
  return ask('authenticatorAppSetup', '/me/authenticator-app', { method: 'POST', asUser: true });
}

/** `POST /api/me/authenticator-app/confirm`: from here on the page has a new session. @throws ApiProblem */
export async function confirmAuthenticatorApp(code: string): Promise<FactorAdded> {
  const call = { method: 'POST', body: { code }, asUser: true, alone: true } as const;
  return begun(await ask('factorAdded', '/me/authenticator-app/confirm', call));
}

/** `DELETE /api/me/authenticator-app`. @throws ApiProblem */
export async function removeAuthenticatorApp(): Promise<void> {
  await send('/me/authenticator-app', { method: 'DELETE', asUser: true });
}

/** `POST /api/me/recovery-codes`. @throws ApiProblem */
export async function renewRecoveryCodes(): Promise<string[]> {
  const { codes } = await ask('recoveryCodeList', '/me/recovery-codes', { method: 'POST', asUser: true });
  return codes;
}
