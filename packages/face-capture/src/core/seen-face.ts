import type { LiveFace, LiveIdentity } from '@facegate/contracts';
import type { FaceBox } from './face-box.js';

export interface Point {
  x: number;
  y: number;
}

/** A face of one answer of the server. */
export interface SeenFace {
  box: FaceBox;
  identity: LiveIdentity;
  name: string | null;
  /** Shares of the box, which they move with; can reach past its edges. */
  points: readonly Point[];
}

/** Pixels of the frame become shares of it, and points shares of their box. Null for a box without area. */
export function seenFace(
  { box, identity, name, landmarks = [] }: LiveFace,
  frame: { widthPx: number; heightPx: number },
): SeenFace | null {
  if (box.width <= 0 || box.height <= 0) return null;
  return {
    box: {
      x: box.x / frame.widthPx,
      y: box.y / frame.heightPx,
      width: box.width / frame.widthPx,
      height: box.height / frame.heightPx,
    },
    identity,
    name: name ?? null,
    points: landmarks.map(([x, y]) => ({ x: (x - box.x) / box.width, y: (y - box.y) / box.height })),
  };
}
