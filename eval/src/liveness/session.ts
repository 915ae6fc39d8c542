import {
  isOver,
  judge,
  LIVENESS_LIMITS,
  startLiveness,
  wantsEmbedding,
  type Challenge,
  type FrameFacts,
  type LivenessAction,
  type LivenessState,
} from '@facegate/face-engine';
import type { LivenessReport } from './report.js';

/** The step that the session told last. */
export interface Told {
  index: number;
  action: LivenessAction;
  atMs: number;
}

/** Who or what is in front of the camera, or instead of it. */
export interface Visitor {
  /** The frame that comes at that time; `none` when there is no new one, `end` when the footage has no more. */
  show: (atMs: number, told: Told | undefined) => FrameFacts | 'none' | 'end';
}

export interface Outcome {
  /** `live`, a failure's code, or `end` when the footage ended first. */
  end: string;
  detail: string;
  durationMs: number;
  steps: number;
  /** When each step was told. */
  told: Told[];
}

/** Frames a second of the sessions that are played: what a page on a common phone or laptop sends. */
const FRAMES_PER_S: readonly [least: number, most: number] = [8, 14];
/** Each frame comes by so much sooner or later, in parts of the interval. */
const JITTER = 0.25;

const timesMs: number[] = [];

/** What the judge took for each frame of all sessions so far. */
export function judgeSpeed(): LivenessReport['speed'] {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return {
    frames: sorted.length,
    meanMs: sorted.reduce((sum, ms) => sum + ms, 0) / Math.max(1, sorted.length),
    p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    maxMs: sorted.at(-1) ?? 0,
  };
}

/** A whole session on a clock of its own, at a frame rate and with a jitter of its own. */
export function runSession(challenge: Challenge, visitor: Visitor, random: () => number): Outcome {
  const [least, most] = FRAMES_PER_S;
  const intervalMs = 1000 / (least + (most - least) * random());
  let state = startLiveness(challenge, 0, LIVENESS_LIMITS);
  const told: Told[] = [];
  let atMs = 0;
  for (let frame = 0; !isOver(state); frame++) {
    atMs = intervalMs * (frame + JITTER * (random() - 0.5));
    const facts = visitor.show(atMs, told.at(-1));
    if (facts === 'end') return { end: 'end', detail: '', durationMs: atMs, steps: challenge.length, told };
    state = advance(state, facts, atMs, random(), told);
  }
  return { ...ending(state), durationMs: atMs, steps: challenge.length, told };
}

function advance(
  state: LivenessState,
  facts: FrameFacts | 'none',
  atMs: number,
  chance: number,
  told: Told[],
): LivenessState {
  if (facts === 'none') return judge(state, { type: 'tick', atMs }, LIVENESS_LIMITS).state;
  const seen = wantsEmbedding(state, chance, LIVENESS_LIMITS) ? facts : withoutVector(facts);
  const started = performance.now();
  const judged = judge(state, { type: 'frame', measure: { ...seen, arrivedAtMs: atMs } }, LIVENESS_LIMITS);
  timesMs.push(performance.now() - started);
  for (const effect of judged.effects) {
    if (effect.type === 'step') told.push({ index: effect.index, action: effect.action, atMs });
  }
  return judged.state;
}

function withoutVector(facts: FrameFacts): FrameFacts {
  if (!facts.face) return facts;
  const { embedding: _, ...face } = facts.face;
  return { ...facts, face };
}

function ending({ phase }: LivenessState): { end: string; detail: string } {
  return phase.name === 'failed'
    ? { end: phase.failure.code, detail: phase.failure.detail }
    : { end: phase.name, detail: '' };
}
