import { type AuditAction, type AuditPage, NDJSON_MEDIA_TYPE, type SignInOutcome } from '@facegate/contracts';
import { ask, send } from './http.js';
import { problemOfFetch } from './problem.js';

export interface AuditQuery {
  /** Username or e-mail address. */
  user?: string;
  action?: AuditAction;
  outcome?: SignInOutcome;
  /** From this moment on, ISO 8601. */
  from?: string;
  /** Before this moment, ISO 8601. */
  to?: string;
}

/** A long trail comes as fast as the line bears. */
const DOWNLOAD_DEADLINE_MS = 10 * 60_000;

/** `GET /api/audit`, newest first. @param before `next` of the page before. @throws ApiProblem `FORBIDDEN` for who is no operator */
export function auditPage(query: AuditQuery, before: number | undefined, signal: AbortSignal): Promise<AuditPage> {
  const params = new URLSearchParams({ ...query, ...(before !== undefined && { before: String(before) }) });
  return ask('auditPage', `/audit?${params}`, { asUser: true, signal });
}

/** `GET /api/audit` in lines, oldest first, without names. @throws ApiProblem */
export async function auditLines(query: AuditQuery): Promise<Blob> {
  const call = { asUser: true, accept: NDJSON_MEDIA_TYPE, deadlineMs: DOWNLOAD_DEADLINE_MS };
  const response = await send(`/audit?${new URLSearchParams({ ...query })}`, call);
  return response.blob().catch((error: unknown) => {
    throw problemOfFetch(error);
  });
}
