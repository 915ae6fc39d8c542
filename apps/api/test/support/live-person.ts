import { randomBytes } from 'node:crypto';
import type { LiveStart, LiveStepAction, LiveResult, Pose } from '@facegate/contracts';
import { type Films, filmsOf, SENT_FPS } from './film.js';
import type { TestServer } from './server.js';
import { Visitor } from './visitor.js';

/** A person does what is asked only after they have read it. */
const REACTION_MS = 250;

const STRETCH_OF: Record<LiveStepAction, keyof Films> = {
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

type Person = 'a' | 'b';

export interface Seat {
  /** Who sits there; by the number of the steps told so far, where they take turns. */
  person?: Person | ((steps: number) => Person);
  /** What the camera sees in place of a person. */
  shows?: Films;
  /** Told when all is captured, to ask for more or to end. Left out: ends. */
  review?: (visitor: Visitor, round: number, captured: ReadonlyMap<Pose, number>) => void;
}

type Asked = Omit<LiveStart, 'type' | 'nonce'>;

/**
 * A whole session that ends well.
 * @returns what the person had of it, and what the page repeats in the request that it is for
 */
export async function sitThrough(server: Pick<TestServer, 'client'>, start: Asked, seat?: Seat) {
  const { sat, nonce } = await sitToTheEnd(server, start, seat);
  return { sat, fields: { livenessToken: tokenOf(sat), nonce } };
}

/** A session, once more where the machine was too busy for it. */
export async function sitToTheEnd(server: Pick<TestServer, 'client'>, start: Asked, seat?: Seat) {
  for (let tries = 1; ; tries++) {
    const nonce = newNonce();
    const sat = await sit(server, { ...start, nonce }, seat);
    const wasSlow = !sat.result.live && sat.result.code === 'TOO_FEW_FRAMES';
    if (!wasSlow || tries === 6) return { sat, nonce };
  }
}

/** Sits a real person of the test footage in front of the camera, who does what the server asks for. */
export async function sit(
  server: Pick<TestServer, 'client'>,
  start: Omit<LiveStart, 'type'>,
  seat: Seat = {},
): Promise<Sat> {
  const { person = 'a', shows, review = (visitor) => visitor.send({ type: 'finish' }) } = seat;
  const films = new Map<Person, Films>();
  const people = typeof person === 'string' ? [person] : (['a', 'b'] as const);
  for (const name of people) films.set(name, shows ?? (await filmsOf(name)));
  const filmOf = (stretch: keyof Films) =>
    films.get(typeof person === 'string' ? person : person(sat.actions.length))![stretch];
  const visitor = await new Visitor(server).open();
  const sat: Omit<Sat, 'result'> = { frames: [], captured: new Map(), actions: [] };
  let credit = 0;
  const shown: Partial<Record<keyof Films, number>> = {};
  let act: { stretch: keyof Films; take: number; turnedAt?: number } = { stretch: 'front', take: 0 };
  /** Whoever was turned comes back before they do anything else. */
  const filmed = async (wanted: keyof Films): Promise<Buffer> => {
    const number = shown[act.stretch] ?? 0;
    shown[act.stretch] = number + 1;
    if (wanted === act.stretch && act.turnedAt === undefined) return filmOf(act.stretch).frame(number, act.take);
    act.turnedAt ??= number;
    const back = filmOf(act.stretch).back?.(number, act.turnedAt, act.take);
    if (back) return back;
    if (filmOf(wanted).back) shown[wanted] = 0;
    act = { stretch: wanted, take: act.take + 1 };
    return filmed(wanted);
  };
  let asked: { stretch: keyof Films; sinceMs: number } = { stretch: 'front', sinceMs: 0 };
  let playing = asked.stretch;
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
    if (nowMs - asked.sinceMs >= REACTION_MS) playing = asked.stretch;
    if (credit === 0 || nowMs - sentMs < 1000 / SENT_FPS) {
      await visitor.more(10);
      continue;
    }
    sentMs = nowMs;
    credit -= 1;
    const jpeg = await filmed(playing);
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
