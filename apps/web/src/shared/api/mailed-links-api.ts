import type {
  CompleteRecoveryRequest,
  RecoveryRequest,
  UndoEmailChangeRequest,
  VerifyEmailRequest,
} from '@facegate/contracts';
import { ask, send } from './http.js';
import { currentSession, updateUser } from './session.js';

/** `POST /api/auth/recovery`: the same for every address. @throws ApiProblem */
export async function beginRecovery(body: RecoveryRequest): Promise<void> {
  await send('/auth/recovery', { method: 'POST', body });
}

/** `POST /api/auth/recovery/complete`. Nobody is signed in by it. @throws ApiProblem */
export async function completeRecovery(body: CompleteRecoveryRequest): Promise<void> {
  await send('/auth/recovery/complete', { method: 'POST', body });
}

/** `POST /api/auth/email/verify`, and a session here learns of it. @throws ApiProblem */
export async function verifyEmail(body: VerifyEmailRequest): Promise<void> {
  // As whoever is signed in here: it decides what stays of the account.
  await send('/auth/email/verify', { method: 'POST', body, asUser: currentSession().status === 'signed-in' });
  await readAgain();
}

/** A session here is another by now, or over. The link is used up: what the page shows next to it must not turn that into a failure. */
async function readAgain(): Promise<void> {
  if (currentSession().status !== 'signed-in') return;
  await ask('userProfile', '/me', { asUser: true }).then(updateUser, () => undefined);
}

/** `POST /api/auth/email/undo`. Nobody is signed in by it. @throws ApiProblem */
export async function undoEmailChange(body: UndoEmailChangeRequest): Promise<void> {
  await send('/auth/email/undo', { method: 'POST', body });
  await readAgain();
}

/** `POST /api/me/email/verification`. @throws ApiProblem */
export async function sendEmailVerification(): Promise<void> {
  await send('/me/email/verification', { method: 'POST', asUser: true });
}
