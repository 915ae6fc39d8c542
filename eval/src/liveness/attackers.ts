import type { FrameFacts, LivenessAction } from '@facegate/face-engine';
import { asOtherFrame, withEyes } from './altered-frames.js';
import type { PhotoSeries } from './measure-footage.js';
import type { BlinkTrace } from './obeying-visitor.js';
import type { Told, Visitor } from './session.js';

/** Milliseconds from the start of a film, and what it shows. */
export type Film = readonly { atMs: number; facts: FrameFacts }[];

type Shown = FrameFacts | 'none' | 'end';

/** A film that plays on whatever is asked, over and over. */
export class PlayedFilm implements Visitor {
  #last = -1;

  /** @param speed 0.5 is half as fast as it was filmed */
  constructor(
    private readonly film: Film,
    private readonly startMs: number,
    private readonly speed = 1,
  ) {}

  show(atMs: number): Shown {
    const lengthMs = (this.film.at(-1)?.atMs ?? 0) + 1;
    const place = (this.startMs + atMs * this.speed) % lengthMs;
    const index = Math.max(
      0,
      this.film.findLastIndex((frame) => frame.atMs <= place),
    );
    if (index === this.#last) return 'none';
    this.#last = index;
    return this.film[index]?.facts ?? 'end';
  }
}

/** Two standard deviations of a point's place between two recordings of one picture: see `limits` in the report. */
const NOISE_PX = 0.15;

/** Every frame as if it had been filmed or encoded anew: other bytes, the points a little off. */
export class ReencodedVisitor implements Visitor {
  #count = 0;

  constructor(
    private readonly inner: Visitor,
    private readonly random: () => number,
  ) {}

  show(atMs: number, told: Told | undefined): Shown {
    const shown = this.inner.show(atMs, told);
    if (typeof shown === 'string') return shown;
    return asOtherFrame(shown, `encoded ${this.#count++}`, { x: 0, y: 0 }, () => noise(this.random, NOISE_PX));
  }
}

/** Shows each frame several times. */
export class RepeatingVisitor implements Visitor {
  #last: Shown = 'none';
  #shown = 0;

  constructor(
    private readonly inner: Visitor,
    private readonly times: number,
  ) {}

  show(atMs: number, told: Told | undefined): Shown {
    if (this.#shown++ % this.times === 0) this.#last = this.inner.show(atMs, told);
    return this.#last;
  }
}

/** Shows the frames of the last moments in any order. */
export class ShufflingVisitor implements Visitor {
  readonly #waiting: FrameFacts[] = [];

  constructor(
    private readonly inner: Visitor,
    private readonly window: number,
    private readonly random: () => number,
  ) {}

  show(atMs: number, told: Told | undefined): Shown {
    const shown = this.inner.show(atMs, told);
    if (typeof shown === 'string') return shown;
    this.#waiting.push(shown);
    if (this.#waiting.length < this.window) return 'none';
    const [drawn] = this.#waiting.splice(Math.floor(this.random() * this.#waiting.length), 1);
    return drawn ?? 'none';
  }
}

/** One person until a step was told, then another. */
export class SwappedVisitor implements Visitor {
  constructor(
    private readonly first: Visitor,
    private readonly second: Visitor,
    private readonly atStep: number,
  ) {}

  show(atMs: number, told: Told | undefined): Shown {
    return (told?.index ?? -1) >= this.atStep ? this.second.show(atMs, told) : this.first.show(atMs, told);
  }
}

export interface PhotoTricks {
  /** By which way of tilting it answers what is asked; without, it is only moved and brought nearer. */
  tilt?: string;
  /** What it does when a blink is asked for: lids that are painted over its eyes for a moment, or the eyes of a real blink. */
  blink?: 'painted' | BlinkTrace;
  /** Pixels that a hand sways. */
  swayPx: number;
}

const TILT_MS = 1300;
const PAINTED_MS = 200;

/** A photograph before the camera, and somebody behind it who does what they can. */
export class PhotoVisitor implements Visitor {
  #count = 0;
  readonly #phase: number;

  constructor(
    private readonly photo: PhotoSeries,
    private readonly tricks: PhotoTricks,
    private readonly random: () => number,
  ) {
    this.#phase = random() * 1000;
  }

  show(atMs: number, told: Told | undefined): Shown {
    const facts = this.#facts(told ? atMs - told.atMs - 400 : -1, told?.action);
    const sway = { x: this.#sway(atMs, 1700), y: this.#sway(atMs, 2300) };
    return asOtherFrame(facts, `photo ${this.#count++}`, sway, () => noise(this.random, NOISE_PX));
  }

  #facts(passedMs: number, action: LivenessAction | undefined): FrameFacts {
    const still = this.photo.still[this.#count % this.photo.still.length]!.facts;
    if (passedMs < 0 || action === undefined) return still;
    if (action === 'blink') return this.#blink(still, passedMs);
    const series = this.tricks.tilt === undefined ? undefined : this.photo.tilts[this.tricks.tilt]?.[action];
    return series?.[Math.floor((passedMs / TILT_MS) * series.length)]?.facts ?? still;
  }

  #blink(still: FrameFacts, passedMs: number): FrameFacts {
    const { blink } = this.tricks;
    if (blink === undefined) return still;
    if (blink === 'painted') {
      const { painted } = this.photo;
      return passedMs < PAINTED_MS ? painted[this.#count % painted.length]!.facts : still;
    }
    const now = blink.findLast(({ afterMs }) => afterMs <= passedMs);
    return now && still.face ? withEyes(still, Math.min(1, still.face.eyesOpen * now.open)) : still;
  }

  #sway(atMs: number, periodMs: number): number {
    return this.tricks.swayPx * Math.sin(((atMs + this.#phase) / periodMs) * 2 * Math.PI);
  }
}

/** About normal. */
const noise = (random: () => number, deviation: number): number =>
  (random() + random() + random() + random() - 2) * deviation * Math.sqrt(3);
