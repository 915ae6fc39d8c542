import { randomInt } from 'node:crypto';
import type { LiveEndCode, LivenessAction, LivenessGuidance } from '@facegate/contracts';
import {
  drawChallenge,
  type FrameFacts,
  judge,
  LIVENESS_FAILURES,
  LIVENESS_LIMITS,
  type LivenessAdvice,
  type LivenessEffect,
  type LivenessState,
  startLiveness,
  wantsEmbedding,
} from '@facegate/face-engine';
import {
  type FrameVerdict,
  type FrameView,
  LivenessJudge,
  type LivenessEvent,
  type LivenessTrial,
} from '../liveness-judge.js';
import type { EngineExtractor } from './engine-extractor.js';

const CODE_OF_ADVICE: Record<LivenessAdvice, LiveEndCode> = {
  'show-face': 'FACE_NOT_SEEN',
  'be-alone': 'MULTIPLE_FACES',
  'look-straight': 'LOOK_STRAIGHT',
  'blink-slowly': 'BLINK_NOT_SEEN',
  'move-further': 'MOTION_NOT_SEEN',
  'follow-steps': 'WRONG_ACTION',
  'check-connection': 'TOO_FEW_FRAMES',
  'be-quicker': 'TIMED_OUT',
  'try-again': 'LIVENESS_FAILED',
};

/** One in so many: the grain of the server's chances. */
const CHANCES = 2 ** 32;

/** The engine's own judge on what its workers see in the frames. */
export class EngineLiveness extends LivenessJudge {
  override readonly sessionMs = LIVENESS_LIMITS.sessionMs;

  constructor(private readonly extractor: EngineExtractor) {
    super();
  }

  override begin(nowMs: number, without: readonly LivenessAction[]): LivenessTrial | undefined {
    try {
      const challenge = drawChallenge(randomInt, { without: new Set(without) });
      return new EngineTrial(
        this.extractor,
        startLiveness({ challenge, captures: [], review: false }, nowMs, LIVENESS_LIMITS),
      );
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}

class EngineTrial implements LivenessTrial {
  constructor(
    private readonly extractor: EngineExtractor,
    private state: LivenessState,
  ) {}

  get steps(): number {
    return this.state.plan.challenge.length;
  }

  async frame(jpeg: Uint8Array, arrivedAtMs: number, signal: AbortSignal): Promise<FrameVerdict> {
    const embed = wantsEmbedding(this.state, randomInt(CHANCES) / CHANCES, LIVENESS_LIMITS);
    const facts = await this.extractor.measure(jpeg, { embed, signal });
    const { state, effects } = judge(
      this.state,
      { type: 'frame', measure: { ...facts, arrivedAtMs } },
      LIVENESS_LIMITS,
    );
    this.state = state;
    return { view: viewOf(facts), guidance: guidanceIn(effects), events: eventsIn(effects) };
  }

  tick(nowMs: number): LivenessEvent[] {
    const { state, effects } = judge(this.state, { type: 'tick', atMs: nowMs }, LIVENESS_LIMITS);
    this.state = state;
    return eventsIn(effects);
  }
}

function viewOf({ face }: FrameFacts): FrameView | undefined {
  if (!face) return undefined;
  const { box, pose, eyesOpen } = face;
  return { box, yawDegrees: pose.yawDegrees, pitchDegrees: pose.pitchDegrees, eyesOpen };
}

function guidanceIn(effects: readonly LivenessEffect[]): LivenessGuidance | undefined {
  const guidance = effects.find((effect) => effect.type === 'guidance')?.guidance;
  return guidance === 'further' ? 'turn-further' : guidance;
}

function eventsIn(effects: readonly LivenessEffect[]): LivenessEvent[] {
  return effects.flatMap((effect): LivenessEvent[] => {
    switch (effect.type) {
      case 'guidance':
      case 'captured':
      case 'review':
        return [];
      case 'step':
        return [effect];
      case 'live':
        return [{ type: 'live', vector: effect.evidence.embedding }];
      case 'failed': {
        const { code, detail } = effect.failure;
        return [{ type: 'failed', code: CODE_OF_ADVICE[LIVENESS_FAILURES[code]], reason: `${code} (${detail})` }];
      }
    }
  });
}
