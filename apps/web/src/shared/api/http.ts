import type { SignedIn } from '@facegate/contracts';
import type { Answer, AnswerShape } from './answers.js';
import { ApiProblem, isPassing, problemOf, problemOfFetch, type ProblemCode } from './problem.js';
import { currentToken, endSession, keepToken } from './session.js';

const DEADLINE_MS = 20_000;
/** Pictures go up a phone's line and wait for their turn in the engine. */
export const PICTURES_DEADLINE_MS = 90_000;

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: object;
  /** Sends the access token, and renews it once when it has run out. */
  asUser?: boolean;
  deadlineMs?: number;
  signal?: AbortSignal;
  /** The media type of the answer; JSON when left out. */
  accept?: string;
  /** Goes out even when the page is closed. */
  keepalive?: boolean;
}

async function attempt(path: string, call: Call): Promise<Response> {
  const { method = 'GET', body, asUser, deadlineMs, signal, accept = 'application/json', keepalive = false } = call;
  const headers = new Headers({ Accept: accept });
  if (body) headers.set('Content-Type', 'application/json');
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
      keepalive,
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
  const signedIn = await json('signedIn', attempt('/auth/refresh', { method: 'POST' }));
  keepToken(signedIn.accessToken);
  return signedIn;
}

/**
 * One tab at a time: each refresh token is good once, and two tabs that sent the same one would look like a thief and
 * its victim to the server.
 */
async function renewAlone(): Promise<SignedIn> {
  if (!('locks' in navigator)) return renew();
  return navigator.locks.request('facegate-refresh', renew);
}

let renewing: Promise<SignedIn> | null = null;

/** Trades the refresh cookie for an access token; calls at the same time share one exchange. */
export function refresh(): Promise<SignedIn> {
  renewing ??= renewAlone().finally(() => {
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

/** A busy server did nothing yet: the same call may come again, once, after the time it names. */
async function attemptPatiently(path: string, call: Call): Promise<Response> {
  try {
    return await attempt(path, call);
  } catch (problem) {
    const busy = problem instanceof ApiProblem && problem.code === 'BUSY' ? (problem.retryAfterS ?? 1) : Infinity;
    if (busy > PATIENCE_S) throw problem;
    await pause(busy * 1000);
    return attempt(path, call);
  }
}

const TOKEN_IS_OVER = new Set<ProblemCode>(['TOKEN_EXPIRED', 'UNAUTHENTICATED']);

/** Trades a token that the server refused for another one. Without one the session is over. @throws ApiProblem */
async function renewToken(refused: string | null): Promise<void> {
  try {
    // Somebody else may have renewed it meanwhile.
    if (currentToken() === refused) await refresh();
  } catch (problem) {
    if (!(problem instanceof ApiProblem && isPassing(problem))) endSession();
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

/** @throws ApiProblem */
export async function send(path: string, call: Call = {}): Promise<Response> {
  const token = currentToken();
  try {
    return await attemptPatiently(path, call);
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || !call.asUser) throw problem;
    if (problem.code === 'SESSION_REVOKED') endSession();
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
