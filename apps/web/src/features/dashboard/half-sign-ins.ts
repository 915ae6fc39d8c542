import type { AccountEvent, AuditAction } from '@facegate/contracts';

const NEW_PASSWORD: ReadonlySet<AuditAction> = new Set(['password-changed', 'password-recovered']);

/** Longer than one has for the second step. */
const COMPLETED_WITHIN_MS = 10 * 60_000;

export interface HalfSignIns {
  byPassword: AccountEvent[];
  byFace: AccountEvent[];
}

/**
 * Log-ins that had the right password or face and stopped at the second factor: whoever they were by may have stolen it.
 * Left out are those that were completed from the same place soon afterwards, and those by a password that has changed.
 * @param events newest first
 * @param since ISO 8601; null for all
 */
export function halfSignIns(events: readonly AccountEvent[], since: string | null): HalfSignIns {
  const signIns = events.filter(({ action, outcome }) => action === 'sign-in' && outcome === 'success');
  const newPassword = events.find(({ action, outcome }) => NEW_PASSWORD.has(action) && outcome === 'success');
  const halves = events.filter(
    (asked) =>
      asked.action === 'second-factor-asked' &&
      (since === null || asked.time > since) &&
      !signIns.some((signIn) => completes(signIn, asked)),
  );
  return {
    byPassword: halves.filter(({ method, time }) => method === 'password' && time > (newPassword?.time ?? '')),
    byFace: halves.filter(({ method }) => method === 'face'),
  };
}

function completes(signIn: AccountEvent, asked: AccountEvent): boolean {
  const waitMs = Date.parse(signIn.time) - Date.parse(asked.time);
  const isSamePlace = signIn.device === asked.device && signIn.network === asked.network;
  return isSamePlace && waitMs >= 0 && waitMs <= COMPLETED_WITHIN_MS;
}
