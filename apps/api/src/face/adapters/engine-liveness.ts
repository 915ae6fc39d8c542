import { randomInt, randomUUID } from 'node:crypto';
import type { LiveEndCode, LivenessAction, LivenessGuidance, Pose } from '@facegate/contracts';
import {
  drawChallenge,
  drawSpares,
  type FrameFacts,
  judge,
  type LiveEvidence as EngineEvidence,
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
  type LiveEvidence,
  LivenessJudge,
  type LivenessEvent,
  type LivenessTrial,
  type TrialTimes,
  type TrialWishes,
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

/** The movement that brings the head into a pose. */
const ACTION_OF_POSE: Readonly<Partial<Record<Pose, LivenessAction>>> = {
  left: 'turn-left',
  right: 'turn-right',
  up: 'look-up',
  down: 'look-down',
};

/** One in so many: the grain of the server's chances. */
const CHANCES = 2 ** 32;

/** The engine's own judge on what its workers see in the frames. */
export class EngineLiveness extends LivenessJudge {
  override readonly times: TrialTimes = LIVENESS_LIMITS;

  constructor(private readonly extractor: EngineExtractor) {
    super();
  }

  override begin(nowMs: number, { without, captures, review }: TrialWishes): LivenessTrial | undefined {
    const unable = new Set(without);
    const include = captures.flatMap((pose) => ACTION_OF_POSE[pose] ?? []);
    try {
      const challenge = drawChallenge(randomInt, { without: unable, include });
      const plan = { challenge, spares: drawSpares(randomInt, challenge, unable), captures, review };
      return new EngineTrial(this.extractor, startLiveness(plan, nowMs, LIVENESS_LIMITS));
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}

type JudgedEvent = Parameters<typeof judge>[1];

class EngineTrial implements LivenessTrial {
  /** Sessions share the workers alike, whoever sits behind one address. There are only so many at a time. */
  private readonly sender = [`session ${randomUUID()}`];

  constructor(
    private readonly extractor: EngineExtractor,
    private state: LivenessState,
  ) {}

  get steps(): number {
    return this.state.plan.challenge.length;
  }

  async frame(jpeg: Uint8Array, arrivedAtMs: number, signal: AbortSignal): Promise<FrameVerdict> {
    const embed = wantsEmbedding(this.state, randomInt(CHANCES) / CHANCES, LIVENESS_LIMITS);
    const facts = await this.extractor.measure(jpeg, { embed, sender: this.sender, signal });
    const effects = this.follow({ type: 'frame', measure: { ...facts, arrivedAtMs } });
    return { sha256: facts.sha256, view: viewOf(facts), guidance: guidanceIn(effects), events: eventsIn(effects) };
  }

  tick(atMs: number): LivenessEvent[] {
    return eventsIn(this.follow({ type: 'tick', atMs }));
  }

  retake(pose: Pose, atMs: number): LivenessEvent[] {
    return eventsIn(this.follow({ type: 'retake', pose, atMs }));
  }

  finish(atMs: number): LivenessEvent[] {
    return eventsIn(this.follow({ type: 'finish', atMs }));
  }

  private follow(event: JudgedEvent): LivenessEffect[] {
    const { state, effects } = judge(this.state, event, LIVENESS_LIMITS);
    this.state = state;
    return effects;
  }
}

function evidenceOf({ embedding, captured, ...evidence }: EngineEvidence): LiveEvidence {
  return {
    ...evidence,
    vector: embedding,
    captured: captured.map(({ embedding: vector, ...frame }) => ({ ...frame, vector })),
  };
}

function viewOf({ face }: FrameFacts): FrameView | undefined {
  if (!face) return undefined;
  const { box, pose, eyesOpen } = face;
  return { box, yawDegrees: pose.yawDegrees, pitchDegrees: pose.pitchDegrees, eyesOpen };
}

function guidanceIn(effects: readonly LivenessEffect[]): LivenessGuidance | undefined {
  const guidance = effects.find((effect) => effect.type === 'guidance')?.guidance;
  if (guidance === 'further') return 'turn-further';
  return guidance === 'less' ? 'turn-less' : guidance;
}

function eventsIn(effects: readonly LivenessEffect[]): LivenessEvent[] {
  return effects.flatMap((effect): LivenessEvent[] => {
    switch (effect.type) {
      case 'guidance':
        return [];
      case 'step':
      case 'captured':
      case 'review':
        return [effect];
      case 'live':
        return [{ type: 'live', evidence: evidenceOf(effect.evidence) }];
      case 'failed': {
        const { code, detail } = effect.failure;
        // How alike two frames are is nothing for a log.
        const reason = code === 'FACE_CHANGED' ? code : `${code} (${detail})`;
        return [{ type: 'failed', code: CODE_OF_ADVICE[LIVENESS_FAILURES[code]], reason }];
      }
    }
  });
}
