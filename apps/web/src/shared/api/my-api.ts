import {
  NDJSON_MEDIA_TYPE,
  CONSENT_VERSION,
  type AccountEventPage,
  type ActivateFacesRequest,
  type ActivityPage,
  type AddFaceRequest,
  type ErasureReceipt,
  type FaceList,
  type FaceStage,
  type FaceSummary,
  type FaceVerification,
  type Language,
  type MyConsent,
  type SessionSummary,
  type StepUpRequest,
  type UpdateAccountRequest,
  type UserProfile,
} from '@facegate/contracts';
import { ask, PICTURES_DEADLINE_MS, send } from './http.js';
import { linesOf } from './json-lines.js';
import { ApiProblem } from './problem.js';
import { forgetUsername } from './last-username.js';
import { endSession, keepToken, updateUser } from './session.js';

/** `GET /api/me/faces`. @throws ApiProblem */
export function listFaces(signal?: AbortSignal): Promise<FaceList> {
  return ask('faceList', '/me/faces', { asUser: true, ...(signal ? { signal } : {}) });
}

/** `POST /api/me/faces`. @param reached told of each stage when the server has reached it. @throws ApiProblem */
export async function addFace(body: AddFaceRequest, reached: (stage: FaceStage) => void): Promise<FaceSummary> {
  const call = { method: 'POST', body, asUser: true, deadlineMs: PICTURES_DEADLINE_MS } as const;
  const response = await send('/me/faces', { ...call, accept: NDJSON_MEDIA_TYPE });
  for await (const { stage, face } of linesOf('faceProgress', response)) {
    reached(stage);
    if (face) return face;
  }
  throw new ApiProblem('NETWORK');
}

/** `POST /api/me/faces/activate`: log-in by face is on from here on. @throws ApiProblem */
export async function activateFaces(body: ActivateFacesRequest): Promise<void> {
  await send('/me/faces/activate', { method: 'POST', body, asUser: true, deadlineMs: PICTURES_DEADLINE_MS });
}

/** `DELETE /api/me/faces/:id`. @throws ApiProblem */
export async function deleteFace(id: string, { keepalive = false } = {}): Promise<void> {
  await send(`/me/faces/${encodeURIComponent(id)}`, { method: 'DELETE', asUser: true, keepalive });
}

/** `GET /api/me/faces/:id/image`: a small JPEG. @throws ApiProblem */
export async function faceImage(id: string, signal?: AbortSignal): Promise<Blob> {
  const path = `/me/faces/${encodeURIComponent(id)}/image`;
  const response = await send(path, { asUser: true, ...(signal ? { signal } : {}) });
  return response.blob();
}

/** `GET /api/me/faces/:id/image?size=original`: the picture as it is kept. @throws ApiProblem; `STEP_UP_REQUIRED` when the person would not prove who they are */
export async function faceOriginal(id: string): Promise<Blob> {
  const response = await send(`/me/faces/${encodeURIComponent(id)}/image?size=original`, { asUser: true });
  return response.blob();
}

/** `POST /api/me/faces/verify`. @param image base64, as in the contract. @throws ApiProblem */
export function verifyFace(image: string): Promise<FaceVerification> {
  return ask('faceVerification', '/me/faces/verify', {
    method: 'POST',
    body: { image },
    asUser: true,
    deadlineMs: PICTURES_DEADLINE_MS,
  });
}

/** `GET /api/me/sessions`. @throws ApiProblem */
export async function listSessions(signal?: AbortSignal): Promise<SessionSummary[]> {
  const { sessions } = await ask('sessionList', '/me/sessions', { asUser: true, ...(signal ? { signal } : {}) });
  return sessions;
}

/** `DELETE /api/me/sessions/:id`. @throws ApiProblem */
export async function endDevice(id: string): Promise<void> {
  await send(`/me/sessions/${encodeURIComponent(id)}`, { method: 'DELETE', asUser: true });
}

/** `DELETE /api/me/sessions`: all but this one. @throws ApiProblem */
export async function endOtherDevices(): Promise<void> {
  await send('/me/sessions', { method: 'DELETE', asUser: true });
}

/** `GET /api/me/activity`, newest first. @param before id of the event before which the page begins. @throws ApiProblem */
export function activity(page: { before?: string; limit: number }, signal?: AbortSignal): Promise<ActivityPage> {
  const query = new URLSearchParams({ limit: String(page.limit), ...(page.before ? { before: page.before } : {}) });
  return ask('activityPage', `/me/activity?${query}`, { asUser: true, ...(signal ? { signal } : {}) });
}

/** `GET /api/me/events`, newest first. @param before id of the event before which the page begins. @throws ApiProblem */
export function accountEvents(
  page: { before?: string; limit: number },
  signal?: AbortSignal,
): Promise<AccountEventPage> {
  const query = new URLSearchParams({ limit: String(page.limit), ...(page.before ? { before: page.before } : {}) });
  return ask('accountEventPage', `/me/events?${query}`, { asUser: true, ...(signal ? { signal } : {}) });
}

/** `GET /api/me/consent`. @throws ApiProblem */
export function myConsent(signal?: AbortSignal): Promise<MyConsent> {
  return ask('myConsent', '/me/consent', { asUser: true, ...(signal ? { signal } : {}) });
}

/** `POST /api/me/consent`, to the text that this page shows. @throws ApiProblem `CONSENT_OUTDATED` for an old page */
export function giveConsent(language: Language): Promise<MyConsent> {
  return ask('myConsent', '/me/consent', {
    method: 'POST',
    body: { version: CONSENT_VERSION, language },
    asUser: true,
  });
}

/** `DELETE /api/me/consent`. @throws ApiProblem */
export async function withdrawConsent(): Promise<void> {
  await send('/me/consent', { method: 'DELETE', asUser: true });
}

/** `PATCH /api/me`, and the session shows the new profile. @throws ApiProblem */
export async function updateAccount(body: UpdateAccountRequest): Promise<UserProfile> {
  const user = await ask('userProfile', '/me', { method: 'PATCH', body, asUser: true });
  updateUser(user);
  return user;
}

/** `GET /api/me`, and the session shows it: whether log-in by face is on changes with the faces. Never rejects: the old one stays. */
export async function refreshProfile(): Promise<void> {
  try {
    updateUser(await ask('userProfile', '/me', { asUser: true }));
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
  }
}

/**
 * `GET /api/auth/step-up`: the person proves who they are, unless they did a moment ago.
 * @throws ApiProblem; `STEP_UP_REQUIRED` when they would not
 */
export async function demandRecentProof(): Promise<void> {
  await send('/auth/step-up', { asUser: true });
}

/** `POST /api/auth/step-up`: from here on the page has a new session. @throws ApiProblem */
export async function stepUp(body: StepUpRequest): Promise<void> {
  const { accessToken } = await ask('signedIn', '/auth/step-up', {
    method: 'POST',
    body,
    asUser: true,
    alone: true,
    deadlineMs: PICTURES_DEADLINE_MS,
  });
  keepToken(accessToken);
}

/** `GET /api/me/export`: a ZIP archive. @throws ApiProblem */
export async function exportAccount(): Promise<Blob> {
  const response = await send('/me/export', { asUser: true, deadlineMs: PICTURES_DEADLINE_MS });
  return response.blob();
}

/** `DELETE /api/me`, and with it the session. @returns the proof of it @throws ApiProblem */
export async function eraseAccount(password: string): Promise<ErasureReceipt> {
  const receipt = await ask('erasureReceipt', '/me', {
    method: 'DELETE',
    body: { password },
    asUser: true,
    wantsAnswer: true,
  });
  forgetUsername();
  endSession({ byChoice: true });
  return receipt;
}
