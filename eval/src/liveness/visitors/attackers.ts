import type { FrameFacts } from '@facegate/face-engine';
import { asOtherFrame, NO_MOVE } from '../altered-frames.js';
import type { Told, Visitor } from '../session.js';

/** Milliseconds from the start of a film, and what it shows. */
export type Film = readonly { atMs: number; facts: FrameFacts }[];

type Shown = FrameFacts | 'none' | 'end';

/** A film that plays on whatever is asked, over and over or once. */
export class PlayedFilm implements Visitor {
  #last = -1;

  /** @param speed 0.5 is half as fast as it was filmed */
  constructor(
    private readonly film: Film,
    private readonly startMs: number,
    private readonly speed = 1,
    private readonly once = false,
  ) {}

  show(atMs: number): Shown {
    const lengthMs = (this.film.at(-1)?.atMs ?? 0) + 1;
    const passed = this.startMs + atMs * this.speed;
    if (this.once && passed >= lengthMs) return 'end';
    const place = passed % lengthMs;
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
export const NOISE_PX = 0.15;

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
    const noise = { random: this.random, pointsPx: NOISE_PX };
    return asOtherFrame(shown, `encoded ${this.#count++}`, NO_MOVE, noise);
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
