import { BACKDROP_STRIPES } from './backdrop.js';
import { CANONICAL_MESH, TEXELS, TEXTURE_SIDE } from './canonical-mesh.js';
import type { Challenge, StepAction } from './challenge.js';
import { THUMBNAIL_SIZE } from './face-thumbnail.js';
import type { FaceThumbnail, FrameMeasure, MeasuredFace } from './frame-measure.js';
import { judge } from './liveness-judge.js';
import { LIVENESS_LIMITS, type LivenessLimits } from './liveness-limits.js';
import {
  isOver,
  startLiveness,
  wantsEmbedding,
  type LivenessEffect,
  type LivenessEvent,
  type LivenessGuidance,
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
  /** 0…1: by what part of the turn light and shade move over the face; 0 for a photograph that is warped by its mesh. */
  relit?: number;
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
    thumbnail: { ...skin(look), x: centre.x - side / 2, y: centre.y - side / 2, side },
    texture: madeUpTexture(look),
    backdrop: new Float32Array(BACKDROP_STRIPES).fill(120 + 2 * Math.sin(atMs)),
    embedding: vectorOf(person),
  };
}

/** Towards the lamp, from the camera's side: to the right in the picture, up, and in front. */
const LAMP = [0.7, 0.5, 0.5] as const;
/** Part of the light that comes from the lamp; the rest comes from everywhere. */
const LAMPLIGHT = 0.8;
const BRIGHTEST = 150;

/**
 * The canonical face under one lamp (Lambert's law): when the head turns, nose and eye sockets are lit differently, and no smooth change
 * over the whole face makes one view of another.
 */
export function madeUpTexture({ yaw = 0, pitch = 0, flat = false, relit = flat ? 0 : 1 }: Look): Uint8Array {
  const turn = (yaw * relit * Math.PI) / 180;
  const nod = (pitch * relit * Math.PI) / 180;
  const [x, y, z] = LAMP;
  const ahead = x * Math.sin(turn) + z * Math.cos(turn);
  // The lamp in the axes of the head.
  const lamp = [
    x * Math.cos(turn) - z * Math.sin(turn),
    y * Math.cos(nod) - ahead * Math.sin(nod),
    y * Math.sin(nod) + ahead * Math.cos(nod),
  ] as const;
  const texture = new Uint8Array(TEXTURE_SIDE ** 2);
  for (const { index, normal } of TEXELS) {
    const facing = Math.max(0, normal[0] * lamp[0] + normal[1] * lamp[1] + normal[2] * lamp[2]);
    const pores = 1 + 0.15 * Math.sin(index * 12.9898) * Math.cos(index * 4.1);
    texture[index] = BRIGHTEST * pores * (1 - LAMPLIGHT + LAMPLIGHT * facing);
  }
  return texture;
}

/** Centimetres between the middles of the canonical face's eyes. */
const INTEROCULAR_CM = 6.3;
/** Of the canonical face, from between the eyes, in parts of the eyes' distance: x to the person's left, y up, z to the front. */
const PLACES = TRACED_POINTS.map((index) => {
  const [x = 0, y = 0, z = 0] = CANONICAL_MESH.vertices.slice(3 * index, 3 * index + 3);
  return { x: x / INTEROCULAR_CM, y: y / INTEROCULAR_CM, z: z / INTEROCULAR_CM };
});

function pointsOf(
  { yaw = 0, pitch = 0, flat = false }: Look,
  centre: { x: number; y: number },
  px: number,
): Float32Array {
  const turn = (yaw * Math.PI) / 180;
  const nod = (pitch * Math.PI) / 180;
  return Float32Array.from(
    PLACES.flatMap(({ x, y, z }) => {
      if (flat) return [centre.x + px * x * Math.cos(turn) ** 6, centre.y - px * y];
      const ahead = z * Math.cos(turn) - x * Math.sin(turn);
      const aside = x * Math.cos(turn) + z * Math.sin(turn);
      return [centre.x + px * aside, centre.y - px * (y * Math.cos(nod) + ahead * Math.sin(nod))];
    }),
  );
}

/** Wavy skin on a bulge: turned, its middle moves against its edge; flat, it stays as it is. */
function skin({ yaw = 0, pitch = 0, flat = false }: Look): Pick<FaceThumbnail, 'luma'> {
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
  /** Vectors only where the judge asks for them, as on a server; left out: of every frame. */
  asked?: boolean;
}

/** Plays a whole session: ten frames a second and a tick between them. */
export function play(challenge: Challenge, visitor: Visitor, options: PlayOptions = {}): Played {
  const { plan, wishes = [], intervalMs = 100, untilMs = 70_000, limits = LIVENESS_LIMITS, asked } = options;
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
      // Any numbers that are spread evenly.
      const chance = (atMs * 0.618_034) % 1;
      const seen = asked && !wantsEmbedding(state, chance, limits) ? withoutVector(measure) : measure;
      const judged = judge(state, { type: 'frame', measure: seen }, limits);
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

function withoutVector(measure: FrameMeasure): FrameMeasure {
  if (!measure.face) return measure;
  const { embedding: _, ...face } = measure.face;
  return { ...measure, face };
}

/**
 * How an action looks that begins 400 ms after it was told and takes a second. No head makes a movement twice along the same way: how much
 * a turn nods, and a look turns, depends on when it was told.
 */
export function doing({ action, atMs: toldAtMs }: Told, atMs: number, furthest = 28): Look {
  const passedMs = atMs - toldAtMs - 400;
  if (passedMs < 0 || passedMs > 1000) return {};
  if (action === 'hold-still') return {};
  if (action === 'blink') return { eyes: passedMs < 250 ? 0.1 : 0.9 };
  const degrees = furthest * Math.sin((passedMs / 1000) * Math.PI);
  const aslant = degrees * 0.15 * Math.sin(toldAtMs);
  return {
    'turn-left': { yaw: degrees, pitch: aslant },
    'turn-right': { yaw: -degrees, pitch: aslant },
    'look-up': { yaw: aslant, pitch: degrees },
    'look-down': { yaw: aslant, pitch: -degrees },
  }[action];
}

/** Does what it is told. */
export const obeying: Visitor = (atMs, told) => (told ? doing(told, atMs) : {});

export const failureOf = ({ state: { phase } }: Played): string =>
  phase.name === 'failed' ? phase.failure.code : phase.name;

export const guidanceOf = ({ effects }: Played): Set<LivenessGuidance | undefined> =>
  new Set(effects.flatMap((effect) => (effect.type === 'guidance' ? [effect.guidance] : [])));
