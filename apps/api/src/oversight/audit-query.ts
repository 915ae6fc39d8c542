import {
  ACTIVITY_DEFAULT_LIMIT,
  ACTIVITY_MAX_LIMIT,
  AUDIT_ACTIONS,
  type FieldProblem,
  SIGN_IN_OUTCOMES,
} from '@facegate/contracts';
import { isISO8601 } from 'class-validator';
import type { AuditFilter } from '../audit/audit-pages.repository.js';
import { ProblemError } from '../common/problem-error.js';

/** As it comes: any of them may be anything. */
export type RawAuditQuery = Record<string, unknown>;

export interface AuditQuery {
  filter: Omit<AuditFilter, 'subject'>;
  /** Username or e-mail address of the account concerned. */
  user?: string;
  limit: number;
  /** `seq` of the last event that was seen. */
  before?: number;
}

const NAME_MAX_LENGTH = 254;

/** @throws ProblemError `VALIDATION_FAILED` that names every fault */
export function readAuditQuery(query: RawAuditQuery): AuditQuery {
  const faults: FieldProblem[] = [];
  const read = <T>(
    field: string,
    code: string,
    what: string,
    parse: (text: string) => T | undefined,
  ): T | undefined => {
    const given = query[field];
    if (given === undefined) return undefined;
    const value = typeof given === 'string' ? parse(given) : undefined;
    if (value === undefined) faults.push({ field, code, detail: `${field} must be ${what}` });
    return value;
  };
  const action = read('action', 'isIn', 'one of the actions', (text) => AUDIT_ACTIONS.find((one) => one === text));
  const outcome = read('outcome', 'isIn', 'success or failure', (text) => SIGN_IN_OUTCOMES.find((one) => one === text));
  const from = read('from', 'isIso8601', 'a time (ISO 8601)', time);
  const to = read('to', 'isIso8601', 'a time (ISO 8601)', time);
  const user = read('user', 'maxLength', 'a name', (text) =>
    text !== '' && text.length <= NAME_MAX_LENGTH ? text : undefined,
  );
  const limit = read('limit', 'isInt', `a number from 1 to ${ACTIVITY_MAX_LIMIT}`, (text) =>
    integer(text, ACTIVITY_MAX_LIMIT),
  );
  const before = read('before', 'isInt', 'the place of an event', (text) => integer(text, Number.MAX_SAFE_INTEGER));
  if (faults.length > 0)
    throw new ProblemError('VALIDATION_FAILED', 'Some fields are missing or wrong.', { errors: faults });
  return {
    filter: { ...(action && { action }), ...(outcome && { outcome }), ...(from && { from }), ...(to && { to }) },
    ...(user !== undefined && { user }),
    ...(before !== undefined && { before }),
    limit: limit ?? ACTIVITY_DEFAULT_LIMIT,
  };
}

function integer(text: string, max: number): number | undefined {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= max ? number : undefined;
}

function time(text: string): Date | undefined {
  return text.length <= 40 && isISO8601(text, { strict: true }) ? validDate(text) : undefined;
}

function validDate(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
