import { LIVE_MAX_RETAKES } from '@facegate/contracts';
import type { FrameView, LiveEvidence, LivenessEvent, LivenessTrial, TrialTimes } from '../face/liveness-judge.js';
import type { FrameArrival, LiveLine, LiveSession, LiveWish } from './live-session.js';
import { boxForOverlay, forOverlay } from './overlay.js';

/** A page sends frames as soon as it may; a session without any keeps somebody else's place. */
const FIRST_FRAME_WITHIN_MS = 10_000;

/** What a {@link LivenessSession} stands on. */
export interface LivenessTerms {
  trial: LivenessTrial;
  times: TrialTimes;
  /** Whether it keeps frames, which the client may ask for again. */
  captures: boolean;
  /** Whether it waits for `finish`. */
  review: boolean;
  /** @returns the token for a living face */
  admit: (evidence: LiveEvidence) => Promise<string>;
}

/** Is a living person there? Ends with a liveness token, or without. */
export class LivenessSession implements LiveSession {
  readonly longestMs: number;
  /** By the SHA-256 of a judged frame, the number that the client knows it by. */
  private readonly numbers = new Map<string, number>();
  private retakes = 0;
  private readonly silentUntilMs: number;
  private hasFrames = false;

  constructor(
    private readonly terms: LivenessTerms,
    private readonly line: LiveLine,
  ) {
    const { sessionMs, reviewMs, retakeMs } = terms.times;
    this.longestMs = sessionMs + (terms.review ? reviewMs + LIVE_MAX_RETAKES * (retakeMs + reviewMs) : 0);
    this.silentUntilMs = line.nowMs() + FIRST_FRAME_WITHIN_MS;
    line.send({ type: 'challenge', sessionId: line.id, steps: terms.trial.steps, expiresInMs: sessionMs });
  }

  async frame(jpeg: Uint8Array, { number, atMs }: FrameArrival, signal: AbortSignal): Promise<void> {
    this.hasFrames = true;
    const { sha256, view, guidance, events } = await this.terms.trial.frame(jpeg, atMs, signal);
    this.numbers.set(sha256, number);
    this.line.send({ type: 'frame', ...shown(view), guidance: guidance ?? null });
    await this.follow(events);
  }

  async wish(wish: LiveWish, nowMs: number): Promise<void> {
    const { trial, captures, review } = this.terms;
    if (wish.type === 'finish' && review) return this.follow(trial.finish(nowMs));
    if (wish.type === 'finish' || !captures || this.retakes === LIVE_MAX_RETAKES)
      return this.line.end('OUT_OF_ORDER', `a ${wish.type} that is not taken`);
    this.retakes += 1;
    return this.follow(trial.retake(wish.pose, nowMs));
  }

  async tick(nowMs: number): Promise<void> {
    if (!this.hasFrames && nowMs >= this.silentUntilMs) return this.line.end('TIMED_OUT', 'no frame');
    return this.follow(this.terms.trial.tick(nowMs));
  }

  private async follow(events: readonly LivenessEvent[]): Promise<void> {
    for (const event of events) {
      if (this.line.over) return;
      switch (event.type) {
        case 'step': {
          const { index, action } = event;
          this.line.send({ type: 'step', index, action, deadlineMs: this.fromNow(event.deadlineMs) });
          break;
        }
        case 'captured':
          this.line.send({ type: 'captured', pose: event.pose, frame: this.numberOf(event.sha256) });
          break;
        case 'review':
          this.line.send({ type: 'review', expiresInMs: this.fromNow(event.deadlineMs) });
          break;
        case 'failed':
          this.line.end(event.code, event.reason);
          break;
        case 'live': {
          const livenessToken = await this.terms.admit(event.evidence);
          this.line.conclude({ type: 'result', live: true, livenessToken }, 'is live');
        }
      }
    }
  }

  private fromNow(deadlineMs: number): number {
    return Math.max(0, Math.round(deadlineMs - this.line.nowMs()));
  }

  private numberOf(sha256: string): number {
    const number = this.numbers.get(sha256);
    if (number === undefined) throw new Error('the judge kept a frame that it was not shown');
    return number;
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
