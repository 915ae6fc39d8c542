import Papa from 'papaparse';
import { send } from '../../../shared/api/http.js';
import { ApiProblem } from '../../../shared/api/problem.js';
import type { DataSource } from './source.js';

/** One attempt to sign in. */
interface ActivityEvent {
  /** ISO 8601. */
  time: string;
  method: string;
  outcome: string;
  reason?: string;
  device?: string;
}

/** `GET /api/me/activity?before=&limit=`: newest first, `next` for the page after it. */
interface ActivityPage {
  events: ActivityEvent[];
  next?: string;
}

/** What one answer holds at most. */
const PAGE_SIZE = 200;
/** 10,000 sign-ins; nobody waits for more. */
const MOST_PAGES = 50;

function isEvent(value: unknown): value is ActivityEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { time, method, outcome } = value as Partial<ActivityEvent>;
  return (
    typeof time === 'string' &&
    !Number.isNaN(Date.parse(time)) &&
    typeof method === 'string' &&
    typeof outcome === 'string'
  );
}

function isPage(body: unknown): body is ActivityPage {
  if (typeof body !== 'object' || body === null) return false;
  const { events, next } = body as Partial<ActivityPage>;
  return Array.isArray(events) && events.every(isEvent) && (next === undefined || typeof next === 'string');
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The person's own clock: a sign-in at ten in the evening is one of that day. */
function localMoment(at: Date): string {
  const day = `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
  return `${day}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}:${twoDigits(at.getSeconds())}`;
}

export function activityCsv(events: readonly ActivityEvent[]): string {
  const data = events.map(({ time, method, outcome, reason, device }) => {
    const moment = new Date(time);
    return [localMoment(moment), moment.getHours(), method, outcome, reason ?? '', device ?? ''];
  });
  return Papa.unparse({ fields: ['time', 'hour', 'method', 'outcome', 'reason', 'device'], data });
}

/** @throws ApiProblem */
async function getPage(limit: number, before: string | null, signal: AbortSignal): Promise<ActivityPage> {
  const query = new URLSearchParams({ limit: String(limit), ...(before ? { before } : {}) });
  const answer = await send(`/me/activity?${query.toString()}`, { asUser: true, signal });
  const body: unknown = await answer.json();
  if (!isPage(body)) throw new ApiProblem('ANSWER_INVALID');
  return body;
}

async function load(signal: AbortSignal): Promise<Blob> {
  const events: ActivityEvent[] = [];
  let before: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: ActivityPage = await getPage(PAGE_SIZE, before, signal);
    events.push(...page.events);
    before = page.next ?? null;
    if (before === null) break;
  }
  return new Blob([activityCsv(events)]);
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
    await getPage(1, null, signal);
    return true;
  } catch {
    return false;
  }
}
