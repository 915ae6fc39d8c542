import type { FrameFacts } from '@facegate/face-engine';
import { asOtherFrame, NO_MOVE, withEyes, type Move } from '../altered-frames.js';
import type { MeasuredFrame } from '../measures/series.js';
import type { Told, Visitor } from '../session.js';
import { NOISE_PX } from './attackers.js';
import { between, CleverMovement, type Posed } from './clever-movement.js';
import type { BlinkTrace } from './person.js';

/** Something that shows a face at rest and turned. */
export interface Poser {
  /** The frame for a pose; undefined is the rest. Called once a frame. */
  frame: (posed: Posed | undefined, atMs: number) => { facts: FrameFacts; move?: Move };
}

/** How a blink is faked: pictures by their seconds from its middle, or the opening of a real blink's eyes. */
export type FakedBlink = { pictures: readonly MeasuredFrame[] } | { trace: BlinkTrace };

export interface PosedTricks {
  blink?: FakedBlink;
  /** Pixels that the whole picture sways. */
  swayPx: number;
}

const REACTION_MS = [300, 600] as const;
const BLINK_AGAIN_MS = [1200, 2200] as const;

/** A face that is posed as it is asked: every frame another one, with a noise of its own. */
export class PosedVisitor implements Visitor {
  #count = 0;
  #index = -1;
  #blinkMs = Infinity;
  readonly #phase: number;
  readonly #movement: CleverMovement;

  constructor(
    private readonly poser: Poser,
    private readonly tricks: PosedTricks,
    private readonly random: () => number,
  ) {
    this.#phase = random() * 1000;
    this.#movement = new CleverMovement(random);
  }

  show(atMs: number, told: Told | undefined): FrameFacts {
    const posed = this.#movement.at(atMs, told);
    const { facts, move = NO_MOVE } = this.#blinking(atMs, told) ?? this.poser.frame(posed, atMs);
    const swayed = { ...move, x: move.x + this.#sway(atMs, 1700), y: move.y + this.#sway(atMs, 2300) };
    return asOtherFrame(facts, `posed ${this.#count++}`, swayed, { random: this.random, pointsPx: NOISE_PX });
  }

  #blinking(atMs: number, told: Told | undefined): { facts: FrameFacts; move?: Move } | undefined {
    if (told?.action !== 'blink' || !this.tricks.blink) return undefined;
    if (told.index !== this.#index) {
      this.#index = told.index;
      this.#blinkMs = told.atMs + between(REACTION_MS, this.random);
    }
    const frame = blinkFrame(this.tricks.blink, (atMs - this.#blinkMs) / 1000, () => this.poser.frame(undefined, atMs));
    if (frame === 'over') this.#blinkMs = atMs + between(BLINK_AGAIN_MS, this.random);
    return frame === 'over' || frame === 'not-yet' ? undefined : frame;
  }

  #sway(atMs: number, periodMs: number): number {
    return this.tricks.swayPx * Math.sin(((atMs + this.#phase) / periodMs) * 2 * Math.PI);
  }
}

function blinkFrame(
  blink: FakedBlink,
  passedS: number,
  rest: () => { facts: FrameFacts },
): { facts: FrameFacts } | 'not-yet' | 'over' {
  if (passedS < 0) return 'not-yet';
  if ('pictures' in blink) {
    const start = blink.pictures[0]?.atSeconds ?? 0;
    const place = blink.pictures.findLastIndex(({ atSeconds }) => atSeconds - start <= passedS);
    const shown = blink.pictures[place];
    const last = blink.pictures.at(-1)!;
    return !shown || passedS > last.atSeconds - start + 0.1 ? 'over' : { facts: shown.facts };
  }
  const now = blink.trace.findLast(({ afterMs }) => afterMs <= passedS * 1000);
  if (!now || now === blink.trace.at(-1)) return 'over';
  const { facts } = rest();
  return facts.face ? { facts: withEyes(facts, Math.min(1, facts.face.eyesOpen * now.open)) } : 'over';
}
