import type { FrameView, LivenessEvent, LivenessTrial } from '../face/liveness-judge.js';
import type { LiveLine, LiveSession } from './live-session.js';
import { boxForOverlay, forOverlay } from './overlay.js';

/** What a {@link LivenessSession} stands on. */
export interface LivenessTerms {
  trial: LivenessTrial;
  /** How long the trial takes at most. */
  sessionMs: number;
  /** @returns the token for a living face */
  admit: (vector: Float32Array) => Promise<string>;
}

/** Is a living person there? Ends with a liveness token, or without. */
export class LivenessSession implements LiveSession {
  readonly longestMs: number;

  constructor(
    private readonly terms: LivenessTerms,
    private readonly line: LiveLine,
  ) {
    this.longestMs = terms.sessionMs;
    line.send({
      type: 'challenge',
      sessionId: line.id,
      steps: terms.trial.steps,
      expiresInMs: terms.sessionMs,
    });
  }

  async frame(jpeg: Uint8Array, arrivedAtMs: number, signal: AbortSignal): Promise<void> {
    const { view, guidance, events } = await this.terms.trial.frame(jpeg, arrivedAtMs, signal);
    this.line.send({ type: 'frame', ...shown(view), guidance: guidance ?? null });
    await this.follow(events);
  }

  tick(nowMs: number): Promise<void> {
    return this.follow(this.terms.trial.tick(nowMs));
  }

  private async follow(events: readonly LivenessEvent[]): Promise<void> {
    for (const event of events) {
      if (this.line.over) return;
      switch (event.type) {
        case 'step': {
          const { index, action } = event;
          const deadlineMs = Math.max(0, Math.round(event.deadlineMs - this.line.nowMs()));
          this.line.send({ type: 'step', index, action, deadlineMs });
          break;
        }
        case 'failed':
          this.line.end(event.code, event.reason);
          break;
        case 'live': {
          const livenessToken = await this.terms.admit(event.vector);
          this.line.conclude({ type: 'result', live: true, livenessToken }, 'is live');
        }
      }
    }
  }
}

function shown(view: FrameView | undefined) {
  if (!view) return { box: null, yaw: null, pitch: null, eyesOpen: null };
  const { box, yawDegrees, pitchDegrees, eyesOpen } = view;
  return {
    box: boxForOverlay(box),
    yaw: forOverlay(yawDegrees),
    pitch: forOverlay(pitchDegrees),
    eyesOpen: forOverlay(eyesOpen),
  };
}
