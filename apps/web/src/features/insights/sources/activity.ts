import Papa from 'papaparse';
import { send } from '../../../shared/api/http.js';
import { ApiProblem } from '../../../shared/api/problem.js';
import type { DataSource } from './source.js';

/** One attempt to sign in, as `GET /api/me/activity` tells it. */
interface ActivityEvent {
  /** ISO 8601. */
  at: string;
  method: string;
  outcome: string;
  reason?: string;
  device?: string;
}

function isEvent(value: unknown): value is ActivityEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { at, method, outcome } = value as Partial<ActivityEvent>;
  return (
    typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof method === 'string' && typeof outcome === 'string'
  );
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The person's own clock: a sign-in at ten in the evening is one of that day. */
function localMoment(at: Date): string {
  const day = `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
  return `${day}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}:${twoDigits(at.getSeconds())}`;
}

/** @returns null when the body is not a list of sign-ins */
export function activityCsv(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('events' in body) || !Array.isArray(body.events)) return null;
  const events: unknown[] = body.events;
  const data = events.filter(isEvent).map(({ at, method, outcome, reason, device }) => {
    const moment = new Date(at);
    return [localMoment(moment), moment.getHours(), method, outcome, reason ?? '', device ?? ''];
  });
  return Papa.unparse({ fields: ['time', 'hour', 'method', 'outcome', 'reason', 'device'], data });
}

async function load(signal: AbortSignal): Promise<Blob> {
  const answer = await send('/me/activity', { asUser: true, signal });
  const csv = activityCsv(await answer.json());
  if (csv === null) throw new ApiProblem('ANSWER_INVALID');
  return new Blob([csv]);
}

/** One's own sign-in history. */
export const activity: DataSource = {
  id: 'activity',
  name: 'sign-ins',
  load,
  suggestion: { aggregate: 'count', category: 'method', split: 'outcome' },
};

/** Whether this server keeps a history at all. Never rejects. */
export async function hasActivity(signal: AbortSignal): Promise<boolean> {
  try {
    await load(signal);
    return true;
  } catch {
    return false;
  }
}
