import type { SignInEvent } from '@facegate/contracts';

export interface SignInSummary {
  /** The sign-in before the newest one; null on the first visit. */
  last: SignInEvent | null;
  /** Failures after it. */
  failures: readonly SignInEvent[];
}

/** @param events newest first. */
export function summarize(events: readonly SignInEvent[]): SignInSummary {
  const successes = events.filter(({ outcome }) => outcome === 'success');
  const last = successes[1] ?? null;
  const since = last ? events.slice(0, events.indexOf(last)) : events;
  return { last, failures: since.filter(({ outcome }) => outcome === 'failure') };
}

export interface SignInDay {
  /** Midnight, in the browser's time zone. */
  day: Date;
  successes: number;
  failures: number;
}

const midnight = (time: Date, daysBefore = 0): Date =>
  new Date(time.getFullYear(), time.getMonth(), time.getDate() - daysBefore);

/** The sign-ins of each of the last `days` days up to `now`, the oldest day first, days without any among them. */
export function perDay(events: readonly SignInEvent[], now: Date, days: number): SignInDay[] {
  const byDay = new Map<number, SignInDay>();
  for (let before = days - 1; before >= 0; before -= 1) {
    const day = midnight(now, before);
    byDay.set(day.getTime(), { day, successes: 0, failures: 0 });
  }
  for (const { time, outcome } of events) {
    const counted = byDay.get(midnight(new Date(time)).getTime());
    if (counted) counted[outcome === 'success' ? 'successes' : 'failures'] += 1;
  }
  return [...byDay.values()];
}
