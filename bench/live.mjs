/**
 * Live sessions at once over the socket: visitors who send a film at the rate of a camera, each from an address of its own,
 * and begin again when the server ends their session. Client and server share the machine. `pnpm bench live <folder>` runs
 * the built server of another checkout as well, in turn with this one's.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LIVE_PATH } from '@facegate/contracts';
import { clipFrames } from '@facegate/test-footage';
import { WebSocket } from 'ws';
import { startServer } from './server.mjs';

const VISITORS = [1, 10, 20];
const CAMERA_FPS = 15;
const SECONDS = 20;

/** One visitor: how often in a session, for how long, and how many frames the server answered in that time. */
async function visit(url, address, film, untilMs) {
  const seen = { sessions: 0, refused: 0, frames: 0, ms: 0 };
  while (performance.now() < untilMs) {
    const session = await oneSession(url, address, film, untilMs);
    if (session.refused) {
      seen.refused++;
      await sleep(1000);
      continue;
    }
    seen.sessions++;
    seen.frames += session.frames;
    seen.ms += session.ms;
  }
  return seen;
}

async function oneSession(url, address, film, untilMs) {
  const socket = new WebSocket(url.replace('http', 'ws') + LIVE_PATH, { headers: { 'x-forwarded-for': address } });
  const closed = once(socket, 'close');
  const session = { refused: false, frames: 0, ms: 0 };
  let credit = 0;
  let startedAt = 0;
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (message.type === 'ack') credit += message.credit;
    if (message.type === 'challenge') startedAt = performance.now();
    if (message.type === 'frame') session.frames++;
    if (message.type === 'result' && startedAt === 0) session.refused = true;
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'start', purpose: 'sign-in', nonce: randomBytes(24).toString('base64url') }));
  const camera = setInterval(() => {
    const frame = film[Math.floor((performance.now() / 1000) * CAMERA_FPS) % film.length];
    if (credit === 0 || socket.readyState !== WebSocket.OPEN) return;
    credit--;
    socket.send(frame);
  }, 1000 / CAMERA_FPS);
  const end = setTimeout(() => socket.terminate(), Math.max(0, untilMs - performance.now()));
  await closed;
  clearInterval(camera);
  clearTimeout(end);
  if (startedAt > 0) session.ms = performance.now() - startedAt;
  return session;
}

const round = (value) => Number(value.toFixed(1));

async function crowd(server, film, visitors) {
  const [busyBefore, untilMs] = [await server.busyMs(), performance.now() + SECONDS * 1000];
  const all = await Promise.all(
    Array.from({ length: visitors }, (_, n) => visit(server.url, `198.51.${visitors}.${n}`, film, untilMs)),
  );
  const busyMs = (await server.busyMs()) - busyBefore;
  const rates = all.flatMap(({ frames, ms }) => (ms > 0 ? [(frames * 1000) / ms] : [])).toSorted((a, b) => a - b);
  const sum = (key) => all.reduce((total, one) => total + one[key], 0);
  return {
    visitors,
    atATime: round(sum('ms') / (SECONDS * 1000)),
    sessions: sum('sessions'),
    refusedBusy: sum('refused'),
    framesPerSecond: round(sum('frames') / SECONDS),
    slowestVisitorFps: round(rates[0] ?? 0),
    medianVisitorFps: round(rates[Math.floor(rates.length / 2)] ?? 0),
    coreMsAFrame: round(busyMs / sum('frames')),
  };
}

/** What a visitor costs a core is told best where nobody waits: the one visitor's row. */
async function serve(film, checkout) {
  const server = await startServer({ FACEGATE_TRUSTED_PROXIES: 'loopback', FACEGATE_LOG_LEVEL: 'info' }, checkout);
  try {
    const rows = [];
    for (const visitors of VISITORS) rows.push(await crowd(server, film, visitors));
    return rows;
  } finally {
    await server.stop();
  }
}

export async function run([other]) {
  const paths = await clipFrames('a-turns', 18, 38, { fps: CAMERA_FPS, width: 480, height: 360, quality: 80 });
  const film = await Promise.all(paths.map((path) => readFile(path)));
  const rows = [];
  if (other) rows.push(...(await serve(film, resolve(other))).map((row) => ({ server: 'other', ...row })));
  rows.push(...(await serve(film)).map((row) => (other ? { server: 'this', ...row } : row)));
  return {
    cameraFps: CAMERA_FPS,
    frameBytes: Math.round(film.reduce((sum, one) => sum + one.length, 0) / film.length),
    rows,
  };
}
