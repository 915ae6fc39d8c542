import type { FrameFacts } from '@facegate/face-engine';
import { NO_MOVE, type Move } from '../altered-frames.js';
import type { Motion } from '../footage.js';
import type { MeasuredFrame } from '../measures/series.js';
import type { Posed } from './clever-movement.js';
import type { Poser } from './posed-visitor.js';

const cyclic = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

/** A photograph that is only held. */
export class HeldPhoto implements Poser {
  #count = 0;

  constructor(
    private readonly still: readonly MeasuredFrame[],
    /** Of each motion the pictures of a tilt to its furthest and back. */
    private readonly tilts?: Readonly<Record<Motion, readonly MeasuredFrame[]>>,
    /** The degrees of movement at which it is tilted furthest. */
    private readonly furthestDegrees = 26,
  ) {}

  frame(posed: Posed | undefined): { facts: FrameFacts; move?: Move } {
    const still = cyclic(this.still, this.#count++);
    const series = posed && this.tilts?.[posed.motion];
    if (!series) return still;
    // Its first half goes there by a sine.
    const share = Math.asin(Math.min(1, posed.degrees / this.furthestDegrees)) / Math.PI;
    return series[Math.round(share * (series.length - 1))] ?? still;
  }
}

/** A photograph that its own mesh turns: pictures by degrees. */
export interface TurnedPhoto {
  yaw: readonly MeasuredFrame[];
  pitch: readonly MeasuredFrame[];
}

export class WarpPoser implements Poser {
  #count = 0;

  constructor(
    private readonly still: readonly MeasuredFrame[],
    private readonly turned: TurnedPhoto,
  ) {}

  frame(posed: Posed | undefined): { facts: FrameFacts; move?: Move } {
    if (!posed) return cyclic(this.still, this.#count++);
    const { axis, degrees } = signed(posed);
    const series = this.turned[axis];
    const nearest = nearestTo(series, degrees);
    const { facts } = series[nearest]!;
    return { facts, move: moveBetween(series, nearest, degrees) };
  }
}

/** Of what lies between two pictures the place is shown, from the nearer one: a step of a grid would be a stop and a move. */
function moveBetween(series: readonly MeasuredFrame[], at: number, degrees: number): Move {
  const here = series[at]!;
  const next = series[degrees > here.atSeconds ? at + 1 : at - 1];
  const [from, to] = [middleOf(here.facts), next && middleOf(next.facts)];
  if (!next || !from || !to) return NO_MOVE;
  const share = (degrees - here.atSeconds) / (next.atSeconds - here.atSeconds);
  return { x: (to.x - from.x) * share, y: (to.y - from.y) * share, scale: 1 };
}

function middleOf({ face }: FrameFacts): { x: number; y: number } | undefined {
  if (!face) return undefined;
  let [x, y] = [0, 0];
  for (const [i, value] of face.points.entries()) {
    if (i % 2 === 0) x += value;
    else y += value;
  }
  return { x: (2 * x) / face.points.length, y: (2 * y) / face.points.length };
}

function signed({ motion, degrees }: Posed): { axis: 'yaw' | 'pitch'; degrees: number } {
  const axis = motion === 'turn-left' || motion === 'turn-right' ? 'yaw' : 'pitch';
  return { axis, degrees: motion === 'turn-left' || motion === 'look-up' ? degrees : -degrees };
}

function nearestTo(series: readonly MeasuredFrame[], degrees: number): number {
  let best = 0;
  for (const [i, { atSeconds }] of series.entries()) {
    if (Math.abs(atSeconds - degrees) < Math.abs(series[best]!.atSeconds - degrees)) best = i;
  }
  return best;
}

/** Stills of one person, each in some copies, and the pictures of how one goes over into the other. */
export interface StillsOfMotion {
  half?: readonly MeasuredFrame[];
  side: readonly MeasuredFrame[];
  frontToSide: readonly MeasuredFrame[];
  frontToHalf: readonly MeasuredFrame[];
  halfToSide: readonly MeasuredFrame[];
}

export interface Stills {
  front: readonly MeasuredFrame[];
  motions: ReadonlyMap<Motion, StillsOfMotion>;
}

type Place = 'front' | 'half' | 'side';
/** Of the way to the side; from here on the next still is shown. */
const HALF_FROM_DEGREES = 6;
const SIDE_FROM_DEGREES = 15;
const SIDE_WITHOUT_HALF_DEGREES = 10;

/** Stills in turn: cut hard, or one fading into the next. */
export class StillsPoser implements Poser {
  #count = 0;
  #place: Place = 'front';
  #motion: Motion | undefined;
  #fade: MeasuredFrame[] = [];

  constructor(
    private readonly stills: Stills,
    private readonly how: { half: boolean; fadeFrames: number },
  ) {}

  frame(posed: Posed | undefined): { facts: FrameFacts } {
    const wanted = this.#wanted(posed);
    if (posed) this.#motion = posed.motion;
    if (wanted !== this.#place) {
      this.#fade = this.#fadeTo(wanted);
      this.#place = wanted;
    }
    const fading = this.#fade.shift();
    if (fading) return fading;
    return cyclic(this.#copies(), this.#count++);
  }

  #wanted(posed: Posed | undefined): Place {
    const ofMotion = posed && this.stills.motions.get(posed.motion);
    if (!ofMotion) return 'front';
    const hasHalf = this.how.half && ofMotion.half;
    if (posed.degrees > (hasHalf ? SIDE_FROM_DEGREES : SIDE_WITHOUT_HALF_DEGREES)) return 'side';
    return hasHalf && posed.degrees > HALF_FROM_DEGREES ? 'half' : 'front';
  }

  #copies(): readonly MeasuredFrame[] {
    const ofMotion = this.#motion && this.stills.motions.get(this.#motion);
    if (this.#place === 'front' || !ofMotion) return this.stills.front;
    return this.#place === 'half' ? (ofMotion.half ?? ofMotion.side) : ofMotion.side;
  }

  /** The pictures between two stills, every so many of them. */
  #fadeTo(wanted: Place): MeasuredFrame[] {
    const ofMotion = this.#motion && this.stills.motions.get(this.#motion);
    if (!ofMotion || this.how.fadeFrames === 0) return [];
    const order: Place[] = ['front', 'half', 'side'];
    const isForward = order.indexOf(wanted) > order.indexOf(this.#place);
    const [near, far] = isForward ? [this.#place, wanted] : [wanted, this.#place];
    const between =
      near === 'half' ? ofMotion.halfToSide : far === 'half' ? ofMotion.frontToHalf : ofMotion.frontToSide;
    const { fadeFrames } = this.how;
    const frames = Array.from(
      { length: fadeFrames },
      (_, i) => between[Math.round(((i + 0.5) / fadeFrames) * (between.length - 1))]!,
    );
    return isForward ? frames : frames.toReversed();
  }
}
