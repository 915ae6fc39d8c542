import type { AccountEvent } from '@facegate/contracts';

/** Longer than one has for the second step. */
const COMPLETED_WITHIN_MS = 10 * 60_000;

/**
 * Log-ins that had the right password or face and stopped at the second factor: whoever they were by may have stolen it.
 * One that was completed from the same place soon afterwards is left out.
 * @param events newest first
 * @param since ISO 8601; null for all
 */
export function halfSignIns(events: readonly AccountEvent[], since: string | null): AccountEvent[] {
  const signIns = events.filter(({ action, outcome }) => action === 'sign-in' && outcome === 'success');
  return events.filter(
    (asked) =>
      asked.action === 'second-factor-asked' &&
      (since === null || asked.time > since) &&
      !signIns.some((signIn) => completes(signIn, asked)),
  );
}

function completes(signIn: AccountEvent, asked: AccountEvent): boolean {
  const waitMs = Date.parse(signIn.time) - Date.parse(asked.time);
  const isSamePlace = signIn.device === asked.device && signIn.network === asked.network;
  return isSamePlace && waitMs >= 0 && waitMs <= COMPLETED_WITHIN_MS;
}
