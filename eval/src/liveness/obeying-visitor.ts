import type { FrameFacts, LivenessAction } from '@facegate/face-engine';
import { withEyes } from './altered-frames.js';
import type { Clip, MotionStretch, Stretch } from './footage.js';
import type { MeasuredFrame } from './measured-frames.js';
import type { Told, Visitor } from './session.js';

type Motion = Exclude<LivenessAction, 'blink'>;

/** Frames and the milliseconds from the start of what they show. */
export interface Scene {
  frames: readonly { afterMs: number; facts: FrameFacts }[];
}

/** How the eyes of somebody open and close around one blink, relative to their rest. */
export type BlinkTrace = readonly { afterMs: number; open: number }[];

/** What there is of a person to make a session of. */
export interface Person {
  name: string;
  rest: readonly FrameFacts[];
  scenes: ReadonlyMap<Motion, Scene>;
}

export function personOf(clip: Clip, frames: readonly MeasuredFrame[]): Person {
  return {
    name: clip.name,
    rest: clip.rest.flatMap((stretch) => within(frames, stretch).map(({ facts }) => facts)),
    scenes: new Map(clip.motions.map((motion) => [motion.motion, sceneOf(frames, motion)])),
  };
}

function sceneOf(frames: readonly MeasuredFrame[], { stretch, oneWay }: MotionStretch): Scene {
  const [from, to] = stretch;
  const filmed = within(frames, stretch).map(({ facts, atSeconds }) => ({ afterMs: (atSeconds - from) * 1000, facts }));
  if (!oneWay) return { frames: filmed };
  const lengthMs = (to - from) * 1000;
  const backwards = filmed.map(({ afterMs, facts }) => ({ afterMs: lengthMs - afterMs, facts })).toReversed();
  const [there, back] = oneWay === 'there' ? [filmed, backwards] : [backwards, filmed];
  const turned = back.map(({ afterMs, facts }) => ({ afterMs: lengthMs + afterMs, facts }));
  // Every other frame there, those between back, so that none comes twice.
  const left = new Set(filmed.filter((_, i) => i % 2 === 0).map(({ facts }) => facts.sha256));
  const isThere = ({ facts }: { facts: FrameFacts }): boolean => left.has(facts.sha256);
  return { frames: [...there.filter(isThere), ...turned.filter((frame) => !isThere(frame))] };
}

/** The eyes from 0.5 s before the middle of a blink to 0.5 s after it. */
export function blinkTrace(frames: readonly MeasuredFrame[], blink: number): BlinkTrace {
  const around = within(frames, [blink - 0.5, blink + 0.5]);
  const eyes = around.flatMap(({ facts, atSeconds }) =>
    facts.face ? [{ afterMs: (atSeconds - blink + 0.5) * 1000, open: facts.face.eyesOpen }] : [],
  );
  const rest = eyes.map(({ open }) => open).toSorted((a, b) => b - a)[Math.floor(eyes.length / 4)] ?? 1;
  return eyes.map(({ afterMs, open }) => ({ afterMs, open: open / rest }));
}

/** Of frames of a video those within a stretch, each picture once: some cameras write a frame twice. */
function within(frames: readonly MeasuredFrame[], [from, to]: Stretch): MeasuredFrame[] {
  const seen = new Set<string>();
  return frames.filter(({ atSeconds, facts }) => {
    const fresh = atSeconds >= from && atSeconds < to && !seen.has(facts.sha256);
    if (fresh) seen.add(facts.sha256);
    return fresh;
  });
}

/** From a step's telling to the first frame of what it asks for. */
const REACTION_MS: readonly [least: number, most: number] = [200, 500];

/**
 * Does what is asked, from the stretches of a video that show it; between them is at rest. The rest's frames come one after the
 * other at the session's rate, which is slower than they were filmed, so that there are enough. No frame comes twice.
 * Nobody in the footage both turns and blinks in front: a blink is the person's own rest with the eyes of a blink of another.
 */
export class ObeyingVisitor implements Visitor {
  #resting = 0;
  #done = -1;
  #act: { scene: Scene | BlinkTrace; startMs: number; next: number } | undefined;

  constructor(
    private readonly person: Person,
    private readonly blinks: readonly BlinkTrace[],
    private readonly random: () => number,
  ) {}

  show(atMs: number, told: Told | undefined): FrameFacts | 'none' | 'end' {
    if (told && told.index !== this.#done) this.#prepare(told);
    const act = this.#act;
    if (!act || atMs < act.startMs) return this.#rest();
    if ('frames' in act.scene) return this.#play(act.scene, atMs - act.startMs);
    return this.#blink(act.scene, atMs - act.startMs);
  }

  #prepare({ index, action, atMs }: Told): void {
    const [least, most] = REACTION_MS;
    const scene = action === 'blink' ? this.#anyBlink() : this.person.scenes.get(action);
    if (!scene) throw new Error(`${this.person.name} does not ${action}`);
    this.#done = index;
    this.#act = { scene, startMs: atMs + least + (most - least) * this.random(), next: 0 };
  }

  #anyBlink(): BlinkTrace {
    return this.blinks[Math.floor(this.random() * this.blinks.length)]!;
  }

  #rest(): FrameFacts | 'end' {
    return this.person.rest[this.#resting++] ?? 'end';
  }

  #play({ frames }: Scene, passedMs: number): FrameFacts | 'none' | 'end' {
    const act = this.#act!;
    if (act.next >= frames.length) {
      this.#act = undefined;
      return this.#rest();
    }
    let shown = frames.findLastIndex(({ afterMs }) => afterMs <= passedMs);
    if (shown < act.next) return 'none';
    shown = Math.min(shown, frames.length - 1);
    act.next = shown + 1;
    return frames[shown]!.facts;
  }

  #blink(trace: BlinkTrace, passedMs: number): FrameFacts | 'end' {
    const facts = this.#rest();
    const now = trace.findLast(({ afterMs }) => afterMs <= passedMs);
    if (facts === 'end' || !now || !facts.face) return facts;
    if (now === trace.at(-1)) this.#act = undefined;
    return withEyes(facts, Math.min(1, facts.face.eyesOpen * now.open));
  }
}
