import type { LiveIdentity } from '@facegate/contracts';

/** Who a face is, before anybody is told. */
export interface FaceIdentity {
  identity: LiveIdentity;
  /** Of somebody who is `known`. */
  username?: string;
}

interface Remembered {
  vector: Float32Array;
  is: FaceIdentity;
  decidedAtMs: number;
  /** How long that holds. */
  holdsMs: number;
}

/** An account may be erased meanwhile, or change. */
const LONGEST_MS = 120_000;
/** The first look at somebody may be a bad one. Doubles each time. */
const FIRST_UNKNOWN_MS = 1000;
/** Views of the faces of one live view: a person has a few. */
const MOST = 64;

/**
 * What was decided about faces in one live view. A face is compared with the enrolled ones when it comes into view or looks
 * different, and not in every frame.
 */
export class FaceMemory {
  private readonly faces: Remembered[] = [];

  /**
   * @param likeness higher is more alike
   * @param leastLikeness of two pictures of one person
   */
  constructor(
    private readonly likeness: (one: Float32Array, other: Float32Array) => number,
    private readonly leastLikeness: number,
  ) {}

  /** What was decided, or what `decide` says now. */
  async of(vector: Float32Array, nowMs: number, decide: () => Promise<FaceIdentity>): Promise<FaceIdentity> {
    const known = this.mostAlike(vector);
    if (known && nowMs - known.decidedAtMs < known.holdsMs) return known.is;
    const is = await decide();
    const wasUnknownMs = known?.is.identity === 'unknown' ? known.holdsMs : FIRST_UNKNOWN_MS / 2;
    const holdsMs = is.identity === 'unknown' ? Math.min(LONGEST_MS, 2 * wasUnknownMs) : LONGEST_MS;
    if (known) this.faces.splice(this.faces.indexOf(known), 1);
    else if (this.faces.length === MOST) this.faces.shift();
    this.faces.push({ vector, is, decidedAtMs: nowMs, holdsMs });
    return is;
  }

  private mostAlike(vector: Float32Array): Remembered | undefined {
    let best: Remembered | undefined;
    let bestLikeness = this.leastLikeness;
    for (const face of this.faces) {
      const likeness = this.likeness(vector, face.vector);
      if (likeness >= bestLikeness) [best, bestLikeness] = [face, likeness];
    }
    return best;
  }
}
