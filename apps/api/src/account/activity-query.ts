import { ACTIVITY_DEFAULT_LIMIT, ACTIVITY_MAX_LIMIT, type FieldProblem } from '@facegate/contracts';
import { isISO8601, isUUID } from 'class-validator';
import { ProblemError } from '../common/problem-error.js';
import type { PageEnd } from '../audit/audit-pages.repository.js';

export interface ActivityQuery {
  limit: number;
  before?: PageEnd;
}

/** @throws ProblemError `VALIDATION_FAILED` that names every fault */
export function readActivityQuery(query: { before?: unknown; limit?: unknown }): ActivityQuery {
  const limit = readLimit(query.limit);
  const before = readBefore(query.before);
  const errors: FieldProblem[] = [];
  if (limit === undefined)
    errors.push({ field: 'limit', code: 'isInt', detail: `limit must be a number from 1 to ${ACTIVITY_MAX_LIMIT}` });
  if (before === null)
    errors.push({ field: 'before', code: 'isUuid', detail: 'before must be the id of an event, or a time (ISO 8601)' });
  if (limit === undefined || before === null)
    throw new ProblemError('VALIDATION_FAILED', 'Some fields are missing or wrong.', { errors });
  return { limit, ...(before && { before }) };
}

function readLimit(text: unknown): number | undefined {
  if (text === undefined) return ACTIVITY_DEFAULT_LIMIT;
  const limit = typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= ACTIVITY_MAX_LIMIT ? limit : undefined;
}

/** Undefined when there is none, null for nonsense. */
function readBefore(text: unknown): PageEnd | undefined | null {
  if (text === undefined) return undefined;
  if (isUUID(text)) return { id: text as string };
  if (typeof text !== 'string' || text.length > 40 || !isISO8601(text, { strict: true })) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : { at };
}
