/** When a frame was taken, and when the server has it whole. */
export interface Delivered {
  takenAtMs: number;
  arrivesAtMs: number;
}

/** The way of frames from a camera to the judge. */
export interface Delivery {
  /** The next frame; neither time goes back. */
  next: () => Delivered;
}

/** Each frame is taken by so much sooner or later, in parts of the interval. */
const JITTER = 0.25;
/** What a server under load takes for a frame at most. */
const MOST_DELAY_MS = 400;
/** One queue: of a frame's delay so much is the one before's. */
const DELAY_KEPT = 0.7;

/** What a page on a common phone or laptop sends: frames a second. */
export const COMMON_FRAMES_PER_S: readonly [least: number, most: number] = [8, 14];

/** At an even rate but for some jitter, and at once. */
export class EvenDelivery implements Delivery {
  #frame = 0;

  constructor(
    private readonly framesPerS: number,
    private readonly random: () => number,
  ) {}

  next(): Delivered {
    const atMs = (1000 / this.framesPerS) * (this.#frame++ + JITTER * (this.random() - 0.5));
    return { takenAtMs: Math.max(0, atMs), arrivesAtMs: Math.max(0, atMs) };
  }
}

/** A server or a line under load: frames come up to 0.4 s late, and several at once after a longer wait. */
export class LoadedDelivery implements Delivery {
  readonly #camera: Delivery;
  #delayMs = 0;
  #lastMs = 0;

  constructor(
    framesPerS: number,
    private readonly random: () => number,
  ) {
    this.#camera = new EvenDelivery(framesPerS, random);
  }

  next(): Delivered {
    const { takenAtMs } = this.#camera.next();
    // Squared: mostly short, now and then long.
    const freshMs = MOST_DELAY_MS * this.random() ** 2;
    this.#delayMs = Math.max(freshMs, this.#delayMs * DELAY_KEPT);
    this.#lastMs = Math.max(this.#lastMs + 1, takenAtMs + this.#delayMs);
    return { takenAtMs, arrivesAtMs: this.#lastMs };
  }
}

export const commonDelivery = (random: () => number): Delivery => {
  const [least, most] = COMMON_FRAMES_PER_S;
  return new EvenDelivery(least + (most - least) * random(), random);
};
