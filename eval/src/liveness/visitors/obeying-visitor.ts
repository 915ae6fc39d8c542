import type { FrameFacts } from '@facegate/face-engine';
import { asOtherFrame, NO_MOVE, withEyes, type Move } from '../altered-frames.js';
import type { Motion } from '../footage.js';
import type { Told, Visitor } from '../session.js';
import { reversed, type BlinkTrace, type Person, type Scene } from './person.js';

/** From a step's telling to the first frame of what it asks for. */
const REACTION_MS: readonly [least: number, most: number] = [250, 600];
/** After a step was answered and is asked once more, or the eyes were not seen to close: so long until another blink. */
const AGAIN_MS = 2200;
/** Of somebody at rest whose film had to start again: parts of the eyes' distance, milliseconds. */
const SWAY = 0.02;
const SWAY_MS = 2300;
/** A movement that is made again is larger or smaller by so much each time. */
const AGAIN_SCALE = 0.03;

interface Act {
  kind: 'scene' | 'eyes';
  scene: Scene;
  trace: BlinkTrace;
  startMs: number;
  /** Of the scene's frames the next one; earlier ones do not come again. */
  next: number;
  scale: number;
}

/**
 * Does what is asked, from the stretches of a video that show it, as they were filmed; between them is at rest. The rest's frames
 * come one after the other at the session's rate, which is slower than they were filmed, so that there are enough; when they are
 * used up they come backwards, swaying a little. Where two stretches meet, the face stays where it is in the picture. No frame comes twice:
 * a movement that is asked for once more comes backwards, then a little larger. Who was not filmed blinking near the rest gets
 * the eyes of somebody else's blink.
 */
export class ObeyingVisitor implements Visitor {
  #resting = 0;
  #done = -1;
  #act: Act | undefined;
  #move: Move = NO_MOVE;
  #shown: FrameFacts | undefined;
  /** Which stretch the last frame came from. */
  #stretch: unknown;
  #blinked = 0;
  readonly #made = new Map<Motion, number>();

  constructor(
    private readonly person: Person,
    private readonly borrowed: readonly BlinkTrace[],
    private readonly random: () => number,
  ) {}

  show(atMs: number, told: Told | undefined): FrameFacts | 'none' | 'end' {
    if (told && (told.index !== this.#done || this.#isDue(atMs, told)) && !this.#prepare(told, atMs)) return 'end';
    const act = this.#act;
    if (!act || atMs < act.startMs) return this.#rest(atMs);
    return act.kind === 'scene' ? this.#play(act, atMs) : this.#blink(act, atMs);
  }

  /** Nothing came of the last blink: people blink again. */
  #isDue(atMs: number, { action }: Told): boolean {
    return action === 'blink' && !this.#act && atMs > this.#lastActMs + AGAIN_MS;
  }
  #lastActMs = 0;

  /** False when nothing in the footage shows it. */
  #prepare({ index, action, atMs: toldAtMs }: Told, atMs: number): boolean {
    const [least, most] = REACTION_MS;
    const startMs = (index === this.#done ? atMs : toldAtMs) + least + (most - least) * this.random();
    this.#done = index;
    const plain = { startMs, next: 0, scale: 1, trace: [], scene: { frames: [] } };
    if (action === 'blink') {
      const scene = this.person.blinks[this.#blinked++];
      const trace = this.borrowed[Math.floor(this.random() * this.borrowed.length)] ?? [];
      this.#act = scene ? { ...plain, kind: 'scene', scene } : { ...plain, kind: 'eyes', trace };
      return scene !== undefined || trace.length > 0;
    }
    const filmed = this.person.scenes.get(action);
    if (!filmed) return false;
    const times = this.#made.get(action) ?? 0;
    this.#made.set(action, times + 1);
    const scale = 1 + AGAIN_SCALE * Math.ceil(times / 2) * (times % 4 < 2 ? 1 : -1);
    this.#act = { ...plain, kind: 'scene', scene: times % 2 === 0 ? filmed : reversed(filmed), scale };
    return true;
  }

  #rest(atMs: number): FrameFacts | 'end' {
    const { rest } = this.person;
    if (rest.length < 2) return 'end';
    const step = this.#resting++;
    const round = Math.floor(step / (rest.length - 1));
    const place = step % (rest.length - 1);
    const { facts, stretch } = rest[round % 2 === 0 ? place : rest.length - 1 - place]!;
    return this.#place(facts, stretch, round === 0 ? NO_MOVE : sway(atMs, round, facts));
  }

  #play(act: Act, atMs: number): FrameFacts | 'none' | 'end' {
    const { frames } = act.scene;
    if (act.next >= frames.length) return this.#finish(atMs);
    let shown = frames.findLastIndex(({ afterMs }) => afterMs <= atMs - act.startMs);
    if (shown < act.next) return 'none';
    shown = Math.min(shown, frames.length - 1);
    act.next = shown + 1;
    return this.#place(frames[shown]!.facts, act, { ...NO_MOVE, scale: act.scale });
  }

  #blink({ trace, startMs }: Act, atMs: number): FrameFacts | 'end' {
    const facts = this.#rest(atMs);
    const now = trace.findLast(({ afterMs }) => afterMs <= atMs - startMs);
    if (facts === 'end' || !now || !facts.face) return facts;
    if (now === trace.at(-1)) this.#end(atMs);
    return withEyes(facts, Math.min(1, facts.face.eyesOpen * now.open));
  }

  #finish(atMs: number): FrameFacts | 'end' {
    this.#end(atMs);
    return this.#rest(atMs);
  }

  #end(atMs: number): void {
    this.#act = undefined;
    this.#lastActMs = atMs;
  }

  /** At the first frame of another stretch the face is moved to where it was. */
  #place(facts: FrameFacts, stretch: unknown, extra: Move): FrameFacts {
    if (stretch !== this.#stretch && facts.face && this.#shown?.face) {
      const from = middleOf(facts);
      const to = middleOf(this.#shown);
      this.#move = { x: to.x - from.x, y: to.y - from.y, scale: 1 };
    }
    this.#stretch = stretch;
    const move = { x: this.#move.x + extra.x, y: this.#move.y + extra.y, scale: extra.scale };
    const isFresh = move.x === 0 && move.y === 0 && move.scale === 1;
    this.#shown = isFresh ? facts : asOtherFrame(facts, `${facts.sha256} ${this.#count++}`, move);
    return this.#shown;
  }
  #count = 0;
}

function middleOf({ face }: FrameFacts): { x: number; y: number } {
  const points = face!.points;
  let [x, y] = [0, 0];
  for (const [i, value] of points.entries()) {
    if (i % 2 === 0) x += value;
    else y += value;
  }
  return { x: (2 * x) / points.length, y: (2 * y) / points.length };
}

function sway(atMs: number, round: number, { face }: FrameFacts): Move {
  const reach = SWAY * (face?.interocularPx ?? 0);
  const phase = (atMs / SWAY_MS) * 2 * Math.PI + round;
  return { x: reach * Math.sin(phase), y: reach * 0.6 * Math.sin(phase * 1.7), scale: 1 };
}
