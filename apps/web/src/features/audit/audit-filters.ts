import { AUDIT_ACTIONS, type AuditAction, SIGN_IN_OUTCOMES, type SignInOutcome } from '@facegate/contracts';
import type { AuditQuery } from '../../shared/api/audit-api.js';

/** Which events to show. Each that is left out lets everything through. */
export interface AuditFilters {
  /** Username or e-mail address. */
  account?: string;
  action?: AuditAction;
  outcome?: SignInOutcome;
  /** The first day, as the person's calendar has it: `2026-11-20`. */
  from?: string;
  /** The last day. */
  to?: string;
}

/** Of this form, and in the calendar: there is no 31st of June. */
function isDay(text: string | null): text is string {
  const at = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** When a day begins here. @param plusDays so many days later, however long these are */
function midnight(day: string, plusDays = 0): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return new Date(year, month - 1, date + plusDays).toISOString();
}

/** From the address, which anybody can write: what is no filter filters nothing. */
export function readAuditFilters(params: URLSearchParams): AuditFilters {
  const account = params.get('account');
  const action = AUDIT_ACTIONS.find((one) => one === params.get('action'));
  const outcome = SIGN_IN_OUTCOMES.find((one) => one === params.get('outcome'));
  const [from, to] = [params.get('from'), params.get('to')];
  return {
    ...(account && { account }),
    ...(action && { action }),
    ...(outcome && { outcome }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
  };
}

/** As they stand in the fields; '' for one that is empty. */
export type AuditFilterTexts = { [Key in keyof AuditFilters]: string };

/** As they stand in the address. */
export const writeAuditFilters = (texts: AuditFilterTexts): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));

/** As the API is asked for it. */
export function auditQuery({ account, action, outcome, from, to }: AuditFilters): AuditQuery {
  return {
    ...(account && { user: account }),
    ...(action && { action }),
    ...(outcome && { outcome }),
    ...(from && { from: midnight(from) }),
    ...(to && { to: midnight(to, 1) }),
  };
}
