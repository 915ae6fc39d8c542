import type { LiveMessage, LivenessAction, LiveStart } from '@facegate/contracts';
import type { Page, WebSocket } from '@playwright/test';

/** For `page.routeWebSocket`. */
export const LIVE_SOCKET = /\/api\/live$/;

/** What went over one live socket. */
export interface LiveTraffic {
  start: LiveStart | undefined;
  /** Binary frames that the page sent. */
  frames: number;
  steps: LivenessAction[];
  result: Extract<LiveMessage, { type: 'result' }> | undefined;
}

/** The live sessions of a page, as they come. */
export function liveSessions(page: Page): LiveTraffic[] {
  const sessions: LiveTraffic[] = [];
  page.on('websocket', (socket: WebSocket) => {
    if (!LIVE_SOCKET.test(socket.url())) return;
    const session: LiveTraffic = { start: undefined, frames: 0, steps: [], result: undefined };
    sessions.push(session);
    socket.on('framesent', ({ payload }) => {
      if (typeof payload === 'string') session.start = JSON.parse(payload) as LiveStart;
      else session.frames += 1;
    });
    socket.on('framereceived', ({ payload }) => {
      const message = JSON.parse(payload.toString()) as LiveMessage;
      if (message.type === 'step') session.steps.push(message.action);
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
