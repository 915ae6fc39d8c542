import type {
  LiveFinish,
  LiveMessage,
  LiveRecognition,
  LiveRetake,
  LiveStart,
  LiveStepAction,
  Pose,
  WatchMessage,
} from '@facegate/contracts';
import type { Page, WebSocket } from '@playwright/test';
import { createHash } from 'node:crypto';

/** For `page.routeWebSocket`. */
export const LIVE_SOCKET = /\/api\/live$/;

/** What went over one live socket. */
export interface LiveTraffic {
  start: LiveStart | undefined;
  /** What the page asked for after that. */
  asked: (LiveRetake | LiveFinish)[];
  /** Binary frames that the page sent. */
  frames: number;
  /** SHA-256, hex, of the frame that the server keeps for a pose. */
  captured: Map<Pose, string>;
  steps: LiveStepAction[];
  result: Extract<LiveMessage, { type: 'result' }> | undefined;
}

/** The live sessions of a page, as they come. */
export function liveSessions(page: Page): LiveTraffic[] {
  const sessions: LiveTraffic[] = [];
  page.on('websocket', (socket: WebSocket) => {
    if (!LIVE_SOCKET.test(socket.url())) return;
    const session: LiveTraffic = {
      start: undefined,
      asked: [],
      frames: 0,
      captured: new Map(),
      steps: [],
      result: undefined,
    };
    const hashes: string[] = [];
    sessions.push(session);
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string') {
        session.frames += 1;
        hashes.push(createHash('sha256').update(payload).digest('hex'));
      } else if (session.start) session.asked.push(JSON.parse(payload) as LiveRetake | LiveFinish);
      else session.start = JSON.parse(payload) as LiveStart;
    });
    socket.on('framereceived', ({ payload }) => {
      const message = JSON.parse(payload.toString()) as LiveMessage;
      if (message.type === 'step') session.steps.push(message.action);
      if (message.type === 'captured') session.captured.set(message.pose, hashes[message.frame] ?? '');
      if (message.type === 'result') session.result = message;
    });
  });
  return sessions;
}

/** Statuses of the answers to `recognize`, as they come. */
export function recognitions(page: Page): number[] {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/api/user/facial/recognize')) statuses.push(response.status());
  });
  return statuses;
}

/** What went over one live socket of the live view. */
export interface WatchTraffic {
  start: LiveStart | undefined;
  /** Frames that the page sent, and those of them that the server was done with. */
  sent: number;
  done: number;
  /** The most frames that were under way at a time. */
  mostUnderWay: number;
  answers: LiveRecognition[];
  closed: boolean;
}

/** The sessions of the live view, as they come. */
export function watchSessions(page: Page): WatchTraffic[] {
  const sessions: WatchTraffic[] = [];
  page.on('websocket', (socket: WebSocket) => {
    if (!LIVE_SOCKET.test(socket.url())) return;
    let session: WatchTraffic | undefined;
    socket.on('framesent', ({ payload }) => {
      if (typeof payload === 'string') {
        const start = JSON.parse(payload) as LiveStart;
        if (start.purpose !== 'watch') return;
        session = { start, sent: 0, done: -1, mostUnderWay: 0, answers: [], closed: false };
        sessions.push(session);
      } else if (session) {
        session.sent += 1;
        session.mostUnderWay = Math.max(session.mostUnderWay, session.sent - Math.max(0, session.done));
      }
    });
    socket.on('framereceived', ({ payload }) => {
      const message = JSON.parse(payload.toString()) as WatchMessage;
      // The first one gives the credit to begin with.
      if (message.type === 'ack' && session) session.done += 1;
      if (message.type === 'recognition') session?.answers.push(message);
    });
    socket.on('close', () => {
      if (session) session.closed = true;
    });
  });
  return sessions;
}
