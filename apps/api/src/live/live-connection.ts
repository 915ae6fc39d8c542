import { randomUUID } from 'node:crypto';
import { type LiveEndCode, LiveStart } from '@facegate/contracts';
import { Logger } from '@nestjs/common';
import { RequestBodyPipe } from '../common/http/request-body.pipe.js';
import { RequestAborted } from '../common/http/client-signal.js';
import { ProblemError } from '../common/problem-error.js';
import type { FrameVerdict, FrameView, LivenessEvent, LivenessTrial } from '../face/liveness-judge.js';
import { FrameGate, FRAMES_IN_FLIGHT } from './frame-gate.js';
import { LIVE_END_DETAILS } from './live-details.js';
import type { LiveSocket } from './live-socket.js';

/** For the first message to come. */
const START_WITHIN_MS = 10_000;
const TICK_MS = 250;
/** The judge ends a session itself; this one ends when the judge cannot, because a frame never comes back from it. */
const GRACE_MS = 5000;

export interface LiveHost {
  sessionMs: number;
  /** @throws ProblemError when none can begin now */
  begin(start: LiveStart, nowMs: number): Promise<LivenessTrial>;
  /** @returns the token */
  admit(vector: Float32Array): Promise<string>;
}

/** One connection, which is one session: what comes in which order, by when, and how it ends. */
export class LiveConnection {
  private readonly logger = new Logger('Liveness');
  private readonly id = randomUUID();
  private readonly gate = new FrameGate();
  private readonly gone = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private trial: LivenessTrial | undefined;
  private started = false;
  private ended = false;
  private inWork = 0;
  /** Messages are worked on one after the other, in the order in which they came. */
  private line: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: LiveSocket,
    private readonly host: LiveHost,
    private readonly nowMs = () => performance.now(),
  ) {
    this.timers.push(setTimeout(() => this.end('TIMED_OUT', 'no start'), START_WITHIN_MS));
  }

  receive(data: Buffer, isBinary: boolean): void {
    if (this.ended) return;
    const arrivedAtMs = this.nowMs();
    if (isBinary) this.takeFrame(data, arrivedAtMs);
    else if (this.started) this.end('OUT_OF_ORDER', 'a second message');
    else {
      this.started = true;
      this.queue(() => this.start(data, arrivedAtMs));
    }
  }

  /** The client is gone: nobody is left to be told anything. */
  closed(): void {
    this.finish();
  }

  /** Ends the session without a token. `reason` is for the log. */
  end(code: LiveEndCode, reason: string, retryAfterSeconds?: number): void {
    if (this.ended) return;
    this.logger.log(`Session ${this.id} ended with ${code}: ${reason}`);
    this.socket.send({
      type: 'result',
      live: false,
      code,
      detail: LIVE_END_DETAILS[code],
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
    this.finish();
  }

  private async start(data: Buffer, nowMs: number): Promise<void> {
    const start = await readStart(data);
    if (!start) return this.end('MALFORMED_MESSAGE', 'no start message');
    const trial = await this.host.begin(start, nowMs);
    if (this.ended) return;
    this.trial = trial;
    const { sessionMs } = this.host;
    this.timers.push(
      setInterval(() => this.tick(), TICK_MS),
      setTimeout(() => this.end('TIMED_OUT', 'the last deadline'), sessionMs + GRACE_MS),
    );
    clearTimeout(this.timers[0]);
    this.socket.send({ type: 'challenge', sessionId: this.id, steps: trial.steps, expiresInMs: sessionMs });
    this.grant(FRAMES_IN_FLIGHT);
  }

  private takeFrame(jpeg: Buffer, arrivedAtMs: number): void {
    const { trial } = this;
    if (!trial) return this.end('OUT_OF_ORDER', 'a frame before the challenge');
    const fault = this.gate.pass(jpeg, arrivedAtMs);
    if (fault) return this.end(fault, `a frame of ${jpeg.length} bytes`);
    this.inWork += 1;
    this.queue(async () => {
      try {
        await this.judge(trial, jpeg, arrivedAtMs);
      } finally {
        this.inWork -= 1;
      }
    });
  }

  private async judge(trial: LivenessTrial, jpeg: Buffer, arrivedAtMs: number): Promise<void> {
    if (this.ended) return;
    try {
      const verdict = await trial.frame(jpeg, arrivedAtMs, this.gone.signal);
      if (this.ended) return;
      this.show(verdict);
      await this.follow(verdict.events);
    } catch (error) {
      // A frame that found no place is one that was not seen; the judge ends a session that has too few.
      if (!(error instanceof ProblemError && error.code === 'BUSY')) throw error;
    }
    if (!this.ended) this.grant(1);
  }

  private tick(): void {
    // A frame that is being looked at came before now.
    if (this.inWork > 0 || !this.trial) return;
    const events = this.trial.tick(this.nowMs());
    if (events.length > 0) this.queue(() => this.follow(events));
  }

  private async follow(events: readonly LivenessEvent[]): Promise<void> {
    for (const event of events) {
      if (this.ended) return;
      switch (event.type) {
        case 'step': {
          const { index, action } = event;
          const deadlineMs = Math.max(0, Math.round(event.deadlineMs - this.nowMs()));
          this.socket.send({ type: 'step', index, action, deadlineMs });
          break;
        }
        case 'failed':
          this.end(event.code, event.reason);
          break;
        case 'live':
          await this.admit(event.vector);
      }
    }
  }

  private async admit(vector: Float32Array): Promise<void> {
    const livenessToken = await this.host.admit(vector);
    if (this.ended) return;
    this.logger.log(`Session ${this.id} is live`);
    this.socket.send({ type: 'result', live: true, livenessToken });
    this.finish();
  }

  private show({ view, guidance }: FrameVerdict): void {
    this.socket.send({ type: 'frame', ...shown(view), guidance: guidance ?? null });
  }

  private grant(credit: number): void {
    this.gate.grant(credit);
    this.socket.send({ type: 'ack', credit });
  }

  private queue(work: () => Promise<void>): void {
    this.line = this.line.then(work).catch((error: unknown) => this.fail(error));
  }

  private fail(error: unknown): void {
    if (this.ended || error instanceof RequestAborted) return;
    if (!(error instanceof ProblemError)) {
      this.logger.error(`Session ${this.id} failed`, error);
      return this.end('INTERNAL', 'an error');
    }
    const code = END_OF_PROBLEM[error.code] ?? 'INTERNAL';
    this.end(code, error.message, error.retryAfterSeconds);
  }

  private finish(): void {
    if (this.ended) return;
    this.ended = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.gone.abort(new RequestAborted('the session is over'));
    this.socket.close();
  }
}

const END_OF_PROBLEM: Partial<Record<ProblemError['code'], LiveEndCode>> = {
  IMAGE_INVALID: 'IMAGE_INVALID',
  IMAGE_TOO_LARGE: 'FRAME_TOO_LARGE',
  VALIDATION_FAILED: 'MALFORMED_MESSAGE',
  TOO_MANY_ATTEMPTS: 'TOO_MANY_ATTEMPTS',
  BUSY: 'BUSY',
  NOT_READY: 'NOT_READY',
};

const pipe = new RequestBodyPipe();

async function readStart(data: Buffer): Promise<LiveStart | undefined> {
  try {
    const body: unknown = JSON.parse(data.toString('utf8'));
    return (await pipe.transform(body, { type: 'body', metatype: LiveStart })) as LiveStart;
  } catch {
    return undefined;
  }
}

function shown(view: FrameView | undefined) {
  if (!view) return { box: null, yaw: null, pitch: null, eyesOpen: null };
  const { box, yawDegrees, pitchDegrees, eyesOpen } = view;
  return {
    box: { x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height) },
    yaw: round(yawDegrees),
    pitch: round(pitchDegrees),
    eyesOpen: round(eyesOpen),
  };
}

/** Two digits are all that an overlay can use. */
const round = (value: number): number => Number(value.toFixed(2));
