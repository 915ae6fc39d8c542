import {
  drawSpares,
  isOver,
  judge,
  startLiveness,
  wantsEmbedding,
  type Challenge,
  type FrameFacts,
  type LivenessAction,
  type LivenessGuidance,
  type LivenessLimits,
  type LivenessState,
} from '@facegate/face-engine';
import type { Delivery } from './delivery.js';

/** The step that the session told last. */
export interface Told {
  /** Counts every step that was told, those that a doubt added as well. */
  index: number;
  action: LivenessAction;
  atMs: number;
  /** What the session said last since then. */
  guidance?: LivenessGuidance;
}

/** Who or what is in front of the camera, or instead of it. */
export interface Visitor {
  /** The frame that is taken at that time; `none` when there is no new one, `end` when the footage has no more. */
  show: (atMs: number, told: Told | undefined) => FrameFacts | 'none' | 'end';
}

export interface Outcome {
  /** `live`, a failure's code, or `end` when the footage ended first. */
  end: string;
  detail: string;
  durationMs: number;
  /** Steps of the challenge. */
  steps: number;
  /** Every step that was told, those that a doubt added as well. */
  told: Told[];
  /** Of a session that ended live: the vector that decides whose account it opens. */
  proof?: Float32Array;
}

export interface Conditions {
  challenge: Challenge;
  delivery: Delivery;
  limits: LivenessLimits;
  /** What the person cannot do, or their footage does not show. */
  without?: ReadonlySet<LivenessAction>;
}

/** Milliseconds of the judge for each frame of all sessions so far. */
export const judgeTimesMs: number[] = [];

/** A whole session on a clock of its own. The only place that knows how the judge is driven. */
export function runSession(
  { challenge, delivery, limits, without }: Conditions,
  visitor: Visitor,
  random: () => number,
): Outcome {
  let state = startLiveness(
    {
      challenge,
      spares: drawSpares((below) => Math.floor(random() * below), challenge, without),
      captures: [],
      review: false,
    },
    0,
    limits,
  );
  const told: Told[] = [];
  let atMs = 0;
  const outcome = (end: string, detail: string): Outcome => ({
    end,
    detail,
    durationMs: atMs,
    steps: challenge.length,
    told,
  });
  while (!isOver(state)) {
    const frame = delivery.next();
    atMs = frame.arrivesAtMs;
    const facts = visitor.show(frame.takenAtMs, told.at(-1));
    if (facts === 'end') return outcome('end', '');
    state = advance(state, facts, atMs, random(), told, limits);
  }
  const { phase } = state;
  if (phase.name === 'failed') return outcome(phase.failure.code, phase.failure.detail);
  return { ...outcome(phase.name, ''), ...(phase.name === 'live' && { proof: phase.evidence.embedding }) };
}

function advance(
  state: LivenessState,
  facts: FrameFacts | 'none',
  atMs: number,
  chance: number,
  told: Told[],
  limits: LivenessLimits,
): LivenessState {
  if (facts === 'none') return judge(state, { type: 'tick', atMs }, limits).state;
  const seen = wantsEmbedding(state, chance, limits) ? facts : withoutVector(facts);
  const started = performance.now();
  const judged = judge(state, { type: 'frame', measure: { ...seen, arrivedAtMs: atMs } }, limits);
  judgeTimesMs.push(performance.now() - started);
  for (const effect of judged.effects) {
    if (effect.type === 'step') told.push({ index: told.length, action: effect.action as LivenessAction, atMs });
    const last = told.at(-1);
    if (effect.type === 'guidance' && last) {
      told[told.length - 1] = {
        index: last.index,
        action: last.action,
        atMs: last.atMs,
        ...(effect.guidance && { guidance: effect.guidance }),
      };
    }
  }
  return judged.state;
}

function withoutVector(facts: FrameFacts): FrameFacts {
  if (!facts.face) return facts;
  const { embedding: _, ...face } = facts.face;
  return { ...facts, face };
}
