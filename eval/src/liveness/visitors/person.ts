import type { FrameFacts } from '@facegate/face-engine';
import type { Clip, Motion, MotionStretch } from '../footage.js';
import type { MeasuredFrame, Stretch } from '../measures/series.js';

/** Frames and the milliseconds from the start of what they show. */
export interface Scene {
  frames: readonly { afterMs: number; facts: FrameFacts }[];
}

/** How the eyes of somebody open and close around one blink, relative to their rest. */
export type BlinkTrace = readonly { afterMs: number; open: number }[];

/** A frame of the rest, and which stretch of the film it is of. */
export interface RestFrame {
  facts: FrameFacts;
  stretch: Stretch;
}

/** What there is of a person to make a session of. */
export interface Person {
  name: string;
  rest: readonly RestFrame[];
  scenes: ReadonlyMap<Motion, Scene>;
  /** Near the rest, as they were filmed. */
  blinks: readonly Scene[];
}

/** A blink as a scene: so long before and after its middle. */
const BLINK_REACH_S = 0.35;

export function personOf(clip: Clip, frames: readonly MeasuredFrame[]): Person {
  const blinks = clip.blinks.map((at): Stretch => [at - BLINK_REACH_S, at + BLINK_REACH_S]);
  const isBlinking = ({ atSeconds }: MeasuredFrame): boolean =>
    blinks.some(([from, to]) => atSeconds >= from && atSeconds < to);
  const still = frames.filter((frame) => !isBlinking(frame));
  return {
    name: clip.person,
    rest: clip.rest.flatMap((stretch) => within(still, stretch).map(({ facts }) => ({ facts, stretch }))),
    scenes: new Map(clip.movements.map((movement) => [movement.motion, sceneOf(frames, movement)])),
    blinks: blinks.map((stretch) => sceneWithin(frames, stretch)).filter((scene) => scene.frames.length > 0),
  };
}

function sceneOf(frames: readonly MeasuredFrame[], { stretch, oneWay }: MotionStretch): Scene {
  const filmed = sceneWithin(frames, stretch);
  if (!oneWay) return filmed;
  const lengthMs = (stretch[1] - stretch[0]) * 1000;
  const backwards = reversed(filmed, lengthMs);
  const [there, back] = oneWay === 'there' ? [filmed, backwards] : [backwards, filmed];
  const turned = back.frames.map(({ afterMs, facts }) => ({ afterMs: lengthMs + afterMs, facts }));
  // Every other frame there, those between back, so that none comes twice.
  const left = new Set(filmed.frames.filter((_, i) => i % 2 === 0).map(({ facts }) => facts.sha256));
  const isThere = ({ facts }: { facts: FrameFacts }): boolean => left.has(facts.sha256);
  return { frames: [...there.frames.filter(isThere), ...turned.filter((frame) => !isThere(frame))] };
}

export const reversed = ({ frames }: Scene, lengthMs = frames.at(-1)?.afterMs ?? 0): Scene => ({
  frames: frames.map(({ afterMs, facts }) => ({ afterMs: lengthMs - afterMs, facts })).toReversed(),
});

const sceneWithin = (frames: readonly MeasuredFrame[], stretch: Stretch): Scene => ({
  frames: within(frames, stretch).map(({ facts, atSeconds }) => ({ afterMs: (atSeconds - stretch[0]) * 1000, facts })),
});

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
export function within(frames: readonly MeasuredFrame[], [from, to]: Stretch): MeasuredFrame[] {
  const seen = new Set<string>();
  return frames.filter(({ atSeconds, facts }) => {
    const fresh = atSeconds >= from && atSeconds < to && !seen.has(facts.sha256);
    if (fresh) seen.add(facts.sha256);
    return fresh;
  });
}
