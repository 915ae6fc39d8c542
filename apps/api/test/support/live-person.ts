import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { LiveStart, LiveStepAction, LiveResult, Pose } from '@facegate/contracts';
import { clipFrames, STRETCHES } from '@facegate/test-footage';
import sharp from 'sharp';
import type { TestServer } from './server.js';
import { Visitor } from './visitor.js';

type StretchName = keyof typeof STRETCHES;

const FILM_FPS = 25;
const FILM_WIDTH = 640;
/** Smaller than a page sends them: the machine that films also serves. */
const [WIDTH, HEIGHT] = [480, 360];
/** What the camera sends at most. */
const SENT_FPS = 11;
/** A person does what is asked only after they have read it. */
const REACTION_MS = 250;

const STRETCH_OF: Record<LiveStepAction, 'front' | 'left' | 'right' | 'up' | 'down' | 'blink'> = {
  'hold-still': 'front',
  'turn-left': 'left',
  'turn-right': 'right',
  'look-up': 'up',
  'look-down': 'down',
  blink: 'blink',
};

/** Of the page that starts the session. */
export const newNonce = (): string => randomBytes(24).toString('base64url');

/** What a person in front of the camera had of the session. */
interface Sat {
  result: LiveResult;
  /** Every binary frame as sent, by its number. */
  frames: Buffer[];
  /** The numbers of the frames that were kept, the latest of each pose. */
  captured: Map<Pose, number>;
  actions: LiveStepAction[];
}

export interface Seat {
  person?: 'a' | 'b';
  /** Told when all is captured, to ask for more or to end. Left out: ends. */
  review?: (visitor: Visitor, round: number, captured: ReadonlyMap<Pose, number>) => void;
}

/**
 * A whole session, once more where the machine was too busy for it.
 * @returns what the person had of it, and what the page repeats in the request that it is for
 */
export async function sitThrough(
  server: Pick<TestServer, 'client'>,
  start: Omit<LiveStart, 'type' | 'nonce'>,
  seat?: Seat,
) {
  for (let tries = 1; ; tries++) {
    const nonce = newNonce();
    const sat = await sit(server, { ...start, nonce }, seat);
    const wasSlow = !sat.result.live && sat.result.code === 'TOO_FEW_FRAMES';
    if (!wasSlow || tries === 6) return { sat, fields: { livenessToken: tokenOf(sat), nonce } };
  }
}

/** Sits a real person of the test footage in front of the camera, who does what the server asks for. */
export async function sit(
  server: Pick<TestServer, 'client'>,
  start: Omit<LiveStart, 'type'>,
  seat: Seat = {},
): Promise<Sat> {
  const { person = 'a', review = (visitor) => visitor.send({ type: 'finish' }) } = seat;
  const films = await filmsOf(person);
  const visitor = await new Visitor(server).open();
  const sat: Omit<Sat, 'result'> = { frames: [], captured: new Map(), actions: [] };
  let credit = 0;
  let asked: { stretch: keyof typeof films; sinceMs: number } = { stretch: 'front', sinceMs: 0 };
  let playing: { stretch: keyof typeof films; sinceMs: number } = asked;
  let rounds = 0;
  let result: LiveResult | undefined;
  const hear = (): void => {
    for (const message of visitor.messages.splice(0)) {
      const nowMs = performance.now();
      if (message.type === 'ack') credit += message.credit;
      else if (message.type === 'step') {
        sat.actions.push(message.action);
        asked = { stretch: STRETCH_OF[message.action], sinceMs: nowMs };
      } else if (message.type === 'frame' && (message.guidance === 'look-back' || message.guidance === 'look-straight'))
        asked = asked.stretch === 'front' ? asked : { stretch: 'front', sinceMs: nowMs };
      else if (message.type === 'captured') sat.captured.set(message.pose, message.frame);
      else if (message.type === 'review') {
        asked = { stretch: 'front', sinceMs: nowMs };
        review(visitor, (rounds += 1), sat.captured);
      } else if (message.type === 'result') result = message;
    }
  };
  visitor.send({ type: 'start', ...start });
  for (let sentMs = 0; ;) {
    hear();
    if (result) return { result, ...sat };
    const nowMs = performance.now();
    if (playing.stretch !== asked.stretch && nowMs - asked.sinceMs >= REACTION_MS)
      playing = { stretch: asked.stretch, sinceMs: nowMs };
    if (credit === 0 || nowMs - sentMs < 1000 / SENT_FPS) {
      await visitor.more(10);
      continue;
    }
    sentMs = nowMs;
    credit -= 1;
    const jpeg = await swayed(toAndFro(films[playing.stretch], nowMs - playing.sinceMs), nowMs);
    sat.frames.push(jpeg);
    visitor.send(jpeg);
  }
}

/** A kept frame as requests carry it. */
export interface KeptFrame {
  pose: Pose;
  /** Base64. */
  data: string;
}

export function kept({ frames, captured }: Sat): KeptFrame[] {
  return [...captured].map(([pose, number]) => ({ pose, data: frames[number]!.toString('base64') }));
}

/** @throws Error unless the session ended well */
function tokenOf({ result }: Sat): string {
  if (result.live) return result.livenessToken;
  throw new Error(`the session ended with ${result.code}`);
}

async function framesOf(name: StretchName): Promise<Buffer[]> {
  const { video, from, to } = STRETCHES[name];
  return Promise.all((await clipFrames(video, from, to, { fps: FILM_FPS })).map((path) => readFile(path)));
}

async function filmsOf(person: 'a' | 'b') {
  return {
    front: await framesOf(`${person}-front`),
    left: await framesOf(`${person}-left`),
    right: await framesOf(`${person}-right`),
    up: await framesOf(`${person}-up`),
    down: await framesOf(`${person}-down`),
    blink: await framesOf(`${person}-blink`),
  };
}

/** So that the end of a stretch never jumps back to its start. */
function toAndFro(film: readonly Buffer[], ms: number): Buffer {
  const last = film.length - 1;
  const step = Math.floor((ms * FILM_FPS) / 1000) % (2 * last);
  return film[step <= last ? step : 2 * last - step]!;
}

/** Where a swaying head puts the picture. Nobody sits so still that a camera takes the same picture twice. */
async function swayed(jpeg: Buffer, ms: number): Promise<Buffer> {
  const seconds = ms / 1000;
  const x = WIDTH * (0.008 * Math.sin(seconds * 1.7) + 0.005 * Math.sin(seconds * 2.73));
  const y = HEIGHT * (0.006 * Math.sin(seconds * 1.29) + 0.004 * Math.sin(seconds * 2.11));
  const scale = (1.04 * WIDTH) / FILM_WIDTH;
  const moved = await sharp(jpeg)
    .affine([scale, 0, 0, scale], { odx: x, ody: y, interpolator: sharp.interpolators.bicubic })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = moved.info;
  const [left, top] = [Math.floor((width - WIDTH) / 2), Math.floor((height - HEIGHT) / 2)];
  return sharp(moved.data, { raw: { width, height, channels } })
    .extract({ left, top, width: WIDTH, height: HEIGHT })
    .jpeg({ quality: 85 })
    .toBuffer();
}
