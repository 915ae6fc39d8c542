import type { LiveFace } from '@facegate/contracts';
import type { WatchedFace } from '../face/frame-watcher.js';
import type { FaceMemory } from './face-memory.js';
import type { FaceNames } from './face-names.js';
import type { Viewer } from './live-accounts.js';
import type { FrameArrival, LiveLine, LiveSession } from './live-session.js';
import { boxForOverlay, forOverlay } from './overlay.js';

/** A session that was ended, or a role that was taken, is noticed that late at most. */
const CHECK_EVERY_MS = 3000;
/** A page that sends nothing for so long needs no place. */
const IDLE_MS = 60_000;

/** What a {@link WatchSession} stands on. */
export interface WatchTerms {
  /** Who watches, as the rows have them now. @throws ProblemError once their access token does not hold */
  viewer: () => Promise<Viewer>;
  faces: (jpeg: Uint8Array, signal: AbortSignal) => Promise<WatchedFace[]>;
  names: FaceNames;
  landmarks: boolean;
}

/** Who is in the picture? Goes on until the client leaves, or may not watch any more. */
export class WatchSession implements LiveSession {
  private readonly memory: FaceMemory;
  private checkedAtMs: number;
  private frameAtMs: number;

  private constructor(
    private readonly terms: WatchTerms,
    private readonly line: LiveLine,
    private viewer: Viewer,
  ) {
    this.memory = terms.names.memory();
    this.checkedAtMs = this.frameAtMs = line.nowMs();
  }

  /** @throws ProblemError `UNAUTHENTICATED`, `TOKEN_EXPIRED`, `SESSION_REVOKED` */
  static async open(terms: WatchTerms, line: LiveLine): Promise<WatchSession> {
    return new WatchSession(terms, line, await terms.viewer());
  }

  async frame(jpeg: Uint8Array, { atMs }: FrameArrival, signal: AbortSignal): Promise<void> {
    this.frameAtMs = atMs;
    const faces: LiveFace[] = [];
    for (const face of await this.terms.faces(jpeg, signal)) faces.push(await this.recognise(face, atMs));
    const latencyMs = Math.round(this.line.nowMs() - atMs);
    this.line.send({ type: 'recognition', faces, latencyMs });
  }

  async tick(nowMs: number): Promise<void> {
    if (nowMs - this.frameAtMs >= IDLE_MS) return this.line.end('TIMED_OUT', 'no frame for long');
    if (nowMs - this.checkedAtMs < CHECK_EVERY_MS) return;
    this.viewer = await this.terms.viewer();
    this.checkedAtMs = nowMs;
  }

  private async recognise({ box, outline, vector }: WatchedFace, atMs: number): Promise<LiveFace> {
    const decide = () => this.terms.names.of(vector, this.viewer.user);
    const { identity, username } = await this.memory.of(vector, atMs, decide);
    const points = outline.map(({ x, y }): [number, number] => [forOverlay(x), forOverlay(y)]);
    return {
      box: boxForOverlay(box),
      identity,
      ...(username !== undefined && this.viewer.seesNames && { name: username }),
      ...(this.terms.landmarks && { landmarks: points }),
    };
  }
}
