import type { LivenessAction } from '@facegate/face-engine';
import type { Motion } from '../footage.js';
import type { Told } from '../session.js';

/** What the attacker's hand or program does of a movement: which way, and by how many degrees. */
export interface Posed {
  motion: Motion;
  degrees: number;
}

/** Where a movement goes first, and how much a hint changes it. */
const FIRST_DEGREES: Record<Motion, number> = { 'turn-left': 22, 'turn-right': 22, 'look-up': 19, 'look-down': 19 };
const SPREAD_DEGREES = 3;
const FURTHER_DEGREES = 4;
const LESS_DEGREES = 5;
/** One way of a movement. */
const SWING_MS: readonly [least: number, most: number] = [500, 1000];
const HINT_SWING_MS = 350;
const HOLD_MS = 450;
const AGAIN_MS = 1500;
const REACTION_MS: readonly [least: number, most: number] = [250, 600];

/** Something that turns as it is asked: smoothly, heeding every hint, and once more when nothing came of it. */
export class CleverMovement {
  #index = -1;
  #motion: Motion | undefined;
  #aim = 0;
  #from = 0;
  #to = 0;
  #startMs = 0;
  #lengthMs = 1;
  #heardMs = 0;
  #isOver = false;

  constructor(private readonly random: () => number) {}

  /** Undefined while it is at rest. */
  at(atMs: number, told: Told | undefined): Posed | undefined {
    if (told && told.index !== this.#index) this.#begin(told);
    if (!told || !this.#motion) return undefined;
    this.#heed(atMs, told);
    const degrees = this.#degrees(atMs);
    return degrees < 0.01 ? undefined : { motion: this.#motion, degrees };
  }

  #begin({ index, action, atMs }: Told): void {
    this.#index = index;
    this.#isOver = false;
    this.#motion = isMotion(action) ? action : undefined;
    if (!this.#motion) return;
    this.#aim = FIRST_DEGREES[this.#motion] + SPREAD_DEGREES * (2 * this.random() - 1);
    this.#swing(0, this.#aim, atMs + between(REACTION_MS, this.random), between(SWING_MS, this.random));
  }

  #heed(atMs: number, { guidance }: Told): void {
    const done = atMs >= this.#startMs + this.#lengthMs;
    const isAway = this.#to > 0;
    // The words are the judge's; 'less' is told by those that know it.
    const hint: string | undefined = guidance;
    if (isAway && hint === 'look-back') {
      this.#swing(this.#degrees(atMs), 0, atMs, between(SWING_MS, this.random));
    } else if (isAway && (hint === 'further' || hint === 'less') && done && atMs > this.#heardMs + HINT_SWING_MS) {
      this.#heardMs = atMs;
      this.#aim += hint === 'further' ? FURTHER_DEGREES : -LESS_DEGREES;
      this.#swing(this.#degrees(atMs), this.#aim, atMs, HINT_SWING_MS);
    } else if (isAway && atMs > this.#startMs + this.#lengthMs + HOLD_MS) {
      this.#swing(this.#degrees(atMs), 0, atMs, between(SWING_MS, this.random));
    } else if (!isAway && done && hint === 'look-straight') {
      // The session doubts, and looks at the rest again before it asks for another movement.
      this.#isOver = true;
    } else if (!isAway && !this.#isOver && atMs > this.#startMs + this.#lengthMs + AGAIN_MS) {
      // Nothing came of it: perhaps it was too little.
      this.#aim += FURTHER_DEGREES;
      this.#swing(0, this.#aim, atMs, between(SWING_MS, this.random));
    }
  }

  #swing(from: number, to: number, startMs: number, lengthMs: number): void {
    this.#from = from;
    this.#to = to;
    this.#startMs = startMs;
    this.#lengthMs = lengthMs;
  }

  #degrees(atMs: number): number {
    const share = Math.min(1, Math.max(0, (atMs - this.#startMs) / this.#lengthMs));
    return this.#from + (this.#to - this.#from) * share * share * (3 - 2 * share);
  }
}

const isMotion = (action: LivenessAction): action is Motion => action !== 'blink';
export const between = ([least, most]: readonly [number, number], random: () => number): number =>
  least + (most - least) * random();
