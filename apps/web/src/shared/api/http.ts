import type { SignedIn } from '@facegate/contracts';
import type { Answer, AnswerShape } from './answers.js';
import { askForProof } from './proof-question.js';
import { ApiProblem, isPassing, problemOf, problemOfFetch, type ProblemCode } from './problem.js';
import { currentToken, endSession, keepToken } from './session.js';

const DEADLINE_MS = 20_000;
/** Pictures go up a phone's line and wait for their turn in the engine. */
export const PICTURES_DEADLINE_MS = 90_000;

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: object;
  /** Sends the access token, renews it once when it has run out, and has the person prove who they are where that is asked. */
  asUser?: boolean;
  /** Replaces the refresh cookie: one tab at a time. */
  alone?: boolean;
  deadlineMs?: number;
  signal?: AbortSignal;
  /** The media type of the answer; JSON when left out. */
  accept?: string;
  /** Asks for what was changed as the answer, where none comes otherwise (RFC 7240). */
  wantsAnswer?: boolean;
  /** Goes out even when the page is closed. */
  keepalive?: boolean;
}

/**
 * Each refresh token is good once, and of two answers that set it at the same time the browser would keep either. The server
 * takes two tabs at once for what they are, but turns one of them away.
 */
function attempt(path: string, call: Call): Promise<Response> {
  if (!call.alone || !('locks' in navigator)) return attemptNow(path, call);
  return navigator.locks.request('facegate-refresh', () => attemptNow(path, call));
}

async function attemptNow(path: string, call: Call): Promise<Response> {
  const { method = 'GET', body, asUser, deadlineMs, signal, accept = 'application/json' } = call;
  const headers = new Headers({ Accept: accept });
  if (body) headers.set('Content-Type', 'application/json');
  if (call.wantsAnswer) headers.set('Prefer', 'return=representation');
  const token = asUser ? currentToken() : null;
  if (token) headers.set('Authorization', `Bearer ${token}`);
  const deadline = AbortSignal.timeout(deadlineMs ?? DEADLINE_MS);
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: call.keepalive ?? false,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
  } catch (error) {
    throw problemOfFetch(error);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** What checks the answer loads while the answer is on its way. */
async function json<Shape extends AnswerShape>(shape: Shape, answering: Promise<Response>): Promise<Answer<Shape>> {
  const [response, { checkAnswer }] = await Promise.all([answering, import('./answers.js')]);
  let body: unknown;
  try {
    body = await response.json();
  } catch (error) {
    throw new ApiProblem('ANSWER_INVALID', {}, { cause: error });
  }
  return checkAnswer(shape, body);
}

async function renew(): Promise<SignedIn> {
  const signedIn = await json('signedIn', attemptPatiently('/auth/refresh', { method: 'POST', alone: true }));
  keepToken(signedIn.accessToken);
  return signedIn;
}

let renewing: Promise<SignedIn> | null = null;

/** Trades the refresh cookie for an access token; calls at the same time share one exchange. */
export function refresh(): Promise<SignedIn> {
  renewing ??= renew().finally(() => {
    renewing = null;
  });
  return renewing;
}

/** The longest wait that a page bears by itself; beyond it the person decides. */
const PATIENCE_S = 5;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Nothing was done yet: the same call may come again, once, after the time that the server names. */
const AGAIN = new Set<ProblemCode>(['BUSY', 'REFRESH_CONFLICT']);

async function attemptPatiently(path: string, call: Call): Promise<Response> {
  try {
    return await attempt(path, call);
  } catch (problem) {
    const waitS = problem instanceof ApiProblem && AGAIN.has(problem.code) ? (problem.retryAfterS ?? 1) : Infinity;
    if (waitS > PATIENCE_S) throw problem;
    await pause(waitS * 1000);
    return attempt(path, call);
  }
}

/** `SESSION_REVOKED` too: where another tab proved who it is, the cookie is of a new session already. */
const TOKEN_IS_OVER = new Set<ProblemCode>(['TOKEN_EXPIRED', 'UNAUTHENTICATED', 'SESSION_REVOKED']);

/** Trades a token that the server refused for another one. Without one the session is over. @throws ApiProblem */
async function renewToken(refused: string | null): Promise<void> {
  try {
    // Somebody else may have renewed it meanwhile.
    if (currentToken() === refused) await refresh();
  } catch (problem) {
    const endedBy = problem instanceof ApiProblem ? problem.code : 'INTERNAL';
    if (!(problem instanceof ApiProblem && isPassing(problem))) endSession({ endedBy });
    throw problem;
  }
}

/** For the live socket: the access token, another one than `refused`. @throws ApiProblem */
export async function accessToken(refused: string | null): Promise<string> {
  await renewToken(refused);
  const token = currentToken();
  if (token === null) throw new ApiProblem('UNAUTHENTICATED');
  return token;
}

/** @throws ApiProblem; `STEP_UP_REQUIRED` when the person was asked to prove who they are and did not */
export async function send(path: string, call: Call = {}): Promise<Response> {
  try {
    return await sendSignedIn(path, call);
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.code !== 'STEP_UP_REQUIRED') throw problem;
    if (!(await askForProof(problem.methods))) throw problem;
  }
  return sendSignedIn(path, call);
}

async function sendSignedIn(path: string, call: Call): Promise<Response> {
  const token = currentToken();
  try {
    return await attemptPatiently(path, call);
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || !call.asUser) throw problem;
    if (!TOKEN_IS_OVER.has(problem.code)) throw problem;
  }
  await renewToken(token);
  return attempt(path, call);
}

/** As {@link send}, for an answer with a JSON body that the contract describes. */
export async function ask<Shape extends AnswerShape>(
  shape: Shape,
  path: string,
  call: Call = {},
): Promise<Answer<Shape>> {
  return json(shape, send(path, call));
}
