import { randomUUID } from 'node:crypto';
import { LIVE_MAX_RETAKES } from '@facegate/contracts';
import { Logger } from '@nestjs/common';
import { RequestAborted } from '../common/http/client-signal.js';
import { ProblemError } from '../common/problem-error.js';
import { partProblem } from '../database/part-problem.js';
import { readMessage } from './client-messages.js';
import { FrameGate, FRAMES_IN_FLIGHT } from './frame-gate.js';
import { LIVE_END_DETAILS } from './live-details.js';
import type { BeginLiveSession, EndCode, FrameArrival, LiveLine, LiveSession, ServerMessage } from './live-session.js';
import type { LiveSocket } from './live-socket.js';

/** For the first message to come, and its session to begin: a page sends it as soon as it is connected. */
const START_WITHIN_MS = 4000;
const TICK_MS = 250;
/** A session ends itself; the connection ends it when it cannot, because a frame never comes back from the engine. */
const GRACE_MS = 5000;
/** Text messages of one session: the start, and wishes with some that come too late to be of use. */
const MOST_MESSAGES = 1 + 2 * (LIVE_MAX_RETAKES + 1);

/** One connection, which is one session: what comes in which order, by when, and how it ends. */
export class LiveConnection implements LiveLine {
  readonly id = randomUUID();
  private readonly logger = new Logger('Live');
  private readonly gate = new FrameGate();
  private readonly gone = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private session: LiveSession | undefined;
  private messages = 0;
  private frames = 0;
  private ended = false;
  private ticking = false;
  /** Messages are worked on one after the other, in the order in which they came. */
  private line: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: LiveSocket,
    private readonly begin: BeginLiveSession,
    readonly nowMs = () => performance.now(),
  ) {
    this.timers.push(setTimeout(() => this.end('TIMED_OUT', 'no start'), START_WITHIN_MS));
  }

  get over(): boolean {
    return this.ended;
  }

  receive(data: Buffer, isBinary: boolean): void {
    if (this.ended) return;
    if (isBinary) return this.takeFrame(data, this.nowMs());
    this.messages += 1;
    if (this.messages > MOST_MESSAGES) this.end('OUT_OF_ORDER', 'too many messages');
    else if (this.messages === 1) this.queue(() => this.start(data));
    else this.queue(() => this.hear(data));
  }

  /** The client is gone: nobody is left to be told anything. */
  closed(): void {
    this.finish();
  }

  send(message: ServerMessage): void {
    if (!this.ended) this.socket.send(message);
  }

  conclude(message: ServerMessage, reason: string): void {
    if (this.ended) return;
    this.logger.log(`Session ${this.id} ${reason}`);
    this.socket.send(message);
    this.finish();
  }

  end(code: EndCode, reason: string, retryAfterSeconds?: number): void {
    if (this.ended) return;
    this.logger.log(`Session ${this.id} ended with ${code}: ${reason}`);
    const retry = retryAfterSeconds !== undefined && { retryAfterSeconds };
    this.socket.send({ type: 'result', live: false, code, detail: LIVE_END_DETAILS[code], ...retry });
    this.finish();
  }

  private async start(data: Buffer): Promise<void> {
    const start = await readMessage(data);
    if (start?.type !== 'start') return this.end('MALFORMED_MESSAGE', 'no start message');
    const session = await this.begin(start, this);
    if (this.ended) return;
    this.session = session;
    clearTimeout(this.timers[0]);
    this.timers.push(setInterval(() => this.tick(session), TICK_MS));
    if (session.longestMs !== undefined)
      this.timers.push(setTimeout(() => this.end('TIMED_OUT', 'the last deadline'), session.longestMs + GRACE_MS));
    this.grant(FRAMES_IN_FLIGHT);
  }

  private async hear(data: Buffer): Promise<void> {
    if (this.ended) return;
    const message = await readMessage(data);
    if (this.ended) return;
    if (!message) return this.end('MALFORMED_MESSAGE', 'no message that there is');
    if (message.type === 'start' || !this.session?.wish)
      return this.end('OUT_OF_ORDER', `a ${message.type} that is not taken now`);
    await this.session.wish(message, this.nowMs());
  }

  private takeFrame(jpeg: Buffer, atMs: number): void {
    const { session } = this;
    if (!session) return this.end('OUT_OF_ORDER', 'a frame before the session began');
    const fault = this.gate.pass(jpeg, atMs);
    if (fault) return this.end(fault, `a frame of ${jpeg.length} bytes`);
    const arrival = { number: this.frames, atMs };
    this.frames += 1;
    this.queue(() => this.show(session, jpeg, arrival));
  }

  private async show(session: LiveSession, jpeg: Buffer, arrival: FrameArrival): Promise<void> {
    if (this.ended) return;
    try {
      await session.frame(jpeg, arrival, this.gone.signal);
    } catch (error) {
      // A frame that found no place is one that was not seen; liveness ends a session that has too few.
      if (!(error instanceof ProblemError && error.code === 'BUSY')) throw error;
    }
    if (!this.ended) this.grant(1);
  }

  /** In line behind the frames that came before; never two. */
  private tick(session: LiveSession): void {
    if (this.ticking) return;
    this.ticking = true;
    const nowMs = this.nowMs();
    this.queue(async () => {
      this.ticking = false;
      if (!this.ended) await session.tick(nowMs);
    });
  }

  private grant(credit: number): void {
    this.gate.grant(credit);
    this.send({ type: 'ack', credit });
  }

  private queue(work: () => Promise<void>): void {
    this.line = this.line.then(work).catch((error: unknown) => this.fail(error));
  }

  private fail(thrown: unknown): void {
    if (this.ended || thrown instanceof RequestAborted) return;
    const error = partProblem(thrown) ?? thrown;
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

const END_OF_PROBLEM: Partial<Record<ProblemError['code'], EndCode>> = {
  FACTOR_REQUIRED: 'FACTOR_REQUIRED',
  IMAGE_INVALID: 'IMAGE_INVALID',
  IMAGE_TOO_LARGE: 'FRAME_TOO_LARGE',
  VALIDATION_FAILED: 'MALFORMED_MESSAGE',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  TOKEN_EXPIRED: 'TOKEN_EXPIRED',
  SESSION_REVOKED: 'SESSION_REVOKED',
  TOO_MANY_ATTEMPTS: 'TOO_MANY_ATTEMPTS',
  BUSY: 'BUSY',
  NOT_READY: 'NOT_READY',
};
