import type { Challenge, StepAction } from './challenge.js';
import { THUMBNAIL_SIZE } from './face-thumbnail.js';
import type { FaceThumbnail, FrameMeasure, MeasuredFace } from './frame-measure.js';
import { judge } from './liveness-judge.js';
import { LIVENESS_LIMITS, type LivenessLimits } from './liveness-limits.js';
import {
  isOver,
  startLiveness,
  type LivenessEffect,
  type LivenessEvent,
  type LivenessPlan,
  type LivenessState,
} from './liveness-state.js';
import { TRACED_POINTS } from './traced-points.js';

/** How the face of a made-up frame looks; what is left out is as at rest. */
export interface Look {
  yaw?: number;
  pitch?: number;
  eyes?: number;
  /** Pixels from the usual place. */
  x?: number;
  /** Times as large. */
  size?: number;
  /** A picture: it gets narrow instead of turning. */
  flat?: boolean;
  /** Whose face. */
  person?: number;
  brightness?: number;
}

/** What comes instead of a face, or of a new frame. */
export type Shown = Look | 'no-face' | 'two-faces' | 'same-frame' | 'nothing';

const INTEROCULAR_PX = 80;

/** A face about the middle of 640 × 480 that breathes a little, so that no two frames are alike. */
export function madeUpFrame(atMs: number, shown: Look | 'no-face' | 'two-faces'): FrameMeasure {
  const frame = { arrivedAtMs: atMs, width: 640, height: 480, sha256: `frame at ${atMs}` };
  if (shown === 'no-face') return { ...frame, faces: 0 };
  if (shown === 'two-faces') return { ...frame, faces: 2, face: madeUpFace({}, atMs) };
  return { ...frame, faces: 1, face: madeUpFace(shown, atMs) };
}

export function madeUpFace(look: Look, atMs = 0): MeasuredFace {
  const { yaw = 0, pitch = 0, eyes = 0.9, x = 0, size = 1, person = 0, brightness = 0.5 } = look;
  const centre = { x: 320 + x + Math.sin(atMs / 970) + Math.sin(atMs / 391), y: 240 + Math.sin(atMs / 1313) };
  const px = INTEROCULAR_PX * size;
  const side = 2.4 * px;
  return {
    box: { x: centre.x - side / 2, y: centre.y - side / 2, width: side, height: side },
    pose: { yawDegrees: yaw, pitchDegrees: pitch, rollDegrees: 0 },
    eyesOpen: eyes,
    interocularPx: px,
    cutOff: 0,
    sharpness: 0.6,
    overall: 0.8,
    brightness,
    points: pointsOf(look, centre, px),
    thumbnail: { ...texture(look), x: centre.x - side / 2, y: centre.y - side / 2, side },
    embedding: vectorOf(person),
  };
}

/** In parts of the eyes' distance: eyes, then a spiral over the face, then the mouth. */
const PLACES = TRACED_POINTS.map((_, i) => {
  if (i < 4) return { x: [-0.65, -0.35, 0.35, 0.65].at(i) ?? 0, y: -0.3 };
  if (i >= TRACED_POINTS.length - 2) return { x: i % 2 === 0 ? -0.35 : 0.35, y: 0.6 };
  return { x: 0.11 * Math.sqrt(i) * Math.cos(i * 2.4), y: 0.11 * Math.sqrt(i) * Math.sin(i * 2.4) };
});

function pointsOf(
  { yaw = 0, pitch = 0, flat = false }: Look,
  centre: { x: number; y: number },
  px: number,
): Float32Array {
  const turn = (yaw * Math.PI) / 180;
  const nod = (pitch * Math.PI) / 180;
  const width = flat ? Math.cos(turn) ** 6 : Math.cos(turn);
  return Float32Array.from(
    PLACES.flatMap(({ x, y }) => {
      const depth = flat ? 0 : 0.5 * (1 - x * x - y * y);
      return [centre.x + px * (x * width + depth * Math.sin(turn)), centre.y + px * (y - depth * Math.sin(nod))];
    }),
  );
}

/** Wavy skin on a bulge: turned, its middle moves against its edge; flat, it stays as it is. */
function texture({ yaw = 0, pitch = 0, flat = false }: Look): Pick<FaceThumbnail, 'luma'> {
  const across = flat ? 0 : 1.8 * Math.sin((yaw * Math.PI) / 180);
  const down = flat ? 0 : 1.8 * Math.sin((pitch * Math.PI) / 180);
  const luma = Uint8Array.from({ length: THUMBNAIL_SIZE ** 2 }, (_, i) => {
    const x = ((i % THUMBNAIL_SIZE) + 0.5) / (THUMBNAIL_SIZE / 2) - 1;
    const y = (Math.floor(i / THUMBNAIL_SIZE) + 0.5) / (THUMBNAIL_SIZE / 2) - 1;
    const bulge = Math.max(0, 1 - x * x - y * y) ** 2;
    const u = x - across * bulge;
    const v = y + down * bulge;
    return 128 + 40 * Math.sin(7 * u) * Math.cos(5 * v) + 30 * Math.sin(9 * v + 2 * u) + 20 * Math.cos(11 * u - 3 * v);
  });
  return { luma };
}

const vectorOf = (person: number): Float32Array =>
  Float32Array.from({ length: 128 }, (_, i) => (i % 4 === person % 4 ? 1 : 0.1));

/** The step that was told last. */
export interface Told {
  action: StepAction;
  atMs: number;
}

/** What the person in front of the camera shows at a time. */
export type Visitor = (atMs: number, told: Told | undefined) => Shown;

export interface Played {
  state: LivenessState;
  effects: LivenessEffect[];
  told: Told[];
  atMs: number;
}

export const planOf = (challenge: Challenge, plan: Partial<LivenessPlan> = {}): LivenessPlan => ({
  challenge,
  spares: ['look-up', 'turn-left'],
  captures: [],
  review: false,
  ...plan,
});

export interface PlayOptions {
  plan?: Partial<LivenessPlan>;
  /** What the page sends besides frames, by its time. */
  wishes?: readonly LivenessEvent[];
  intervalMs?: number;
  untilMs?: number;
  limits?: LivenessLimits;
}

/** Plays a whole session: ten frames a second and a tick between them. */
export function play(challenge: Challenge, visitor: Visitor, options: PlayOptions = {}): Played {
  const { plan, wishes = [], intervalMs = 100, untilMs = 70_000, limits = LIVENESS_LIMITS } = options;
  let state = startLiveness(planOf(challenge, plan), 0, limits);
  const effects: LivenessEffect[] = [];
  const told: Told[] = [];
  let before: FrameMeasure | undefined;
  let atMs = 0;
  for (; atMs <= untilMs && !isOver(state); atMs += intervalMs) {
    const shown = visitor(atMs, told.at(-1));
    if (shown !== 'nothing') {
      const measure: FrameMeasure =
        shown === 'same-frame' && before
          ? { ...before, arrivedAtMs: atMs }
          : madeUpFrame(atMs, shown === 'same-frame' ? {} : shown);
      before = measure;
      const judged = judge(state, { type: 'frame', measure }, limits);
      ({ state } = judged);
      effects.push(...judged.effects);
      for (const effect of judged.effects) {
        if (effect.type === 'step') told.push({ action: effect.action, atMs });
      }
    }
    const due = wishes.filter((wish) => 'atMs' in wish && wish.atMs >= atMs && wish.atMs < atMs + intervalMs);
    for (const event of [...due, { type: 'tick', atMs: atMs + intervalMs / 2 } as const]) {
      const judged = judge(state, event, limits);
      ({ state } = judged);
      effects.push(...judged.effects);
    }
  }
  return { state, effects, told, atMs };
}

/** How an action looks that begins 400 ms after it was told and takes a second. */
export function doing({ action, atMs: toldAtMs }: Told, atMs: number, furthest = 28): Look {
  const passedMs = atMs - toldAtMs - 400;
  if (passedMs < 0 || passedMs > 1000) return {};
  if (action === 'hold-still') return {};
  if (action === 'blink') return { eyes: passedMs < 250 ? 0.1 : 0.9 };
  const degrees = furthest * Math.sin((passedMs / 1000) * Math.PI);
  return {
    'turn-left': { yaw: degrees },
    'turn-right': { yaw: -degrees },
    'look-up': { pitch: degrees },
    'look-down': { pitch: -degrees },
  }[action];
}

/** Does what it is told. */
export const obeying: Visitor = (atMs, told) => (told ? doing(told, atMs) : {});

export const failureOf = ({ state: { phase } }: Played): string =>
  phase.name === 'failed' ? phase.failure.code : phase.name;
