import type { FrameFacts, MeasuredFace } from '@facegate/face-engine';

/** A face elsewhere in the picture, pixels, and larger about its own middle. */
export interface Move {
  x: number;
  y: number;
  scale: number;
}

export const NO_MOVE: Move = { x: 0, y: 0, scale: 1 };

/** Luma steps of a camera's noise in a thumbnail, whose pixels are means of several. */
const LUMA_NOISE = 0.8;

/** The same view as another frame: other bytes, moved, its points a little off and its pixels with a noise of their own. */
export function asOtherFrame(
  { face, ...frame }: FrameFacts,
  sha256: string,
  move: Move,
  noise?: { random: () => number; pointsPx: number },
): FrameFacts {
  if (!face) return { ...frame, sha256 };
  const moved = movedFace(face, move);
  return { ...frame, sha256, face: noise ? noisyFace(moved, noise.random, noise.pointsPx) : moved };
}

/** Everything of a face that has a place in the picture has to go along. */
function movedFace(face: MeasuredFace, { x, y, scale }: Move): MeasuredFace {
  if (x === 0 && y === 0 && scale === 1) return face;
  const { box, thumbnail, points } = face;
  const middleX = box.x + box.width / 2;
  const middleY = box.y + box.height / 2;
  const toX = (value: number): number => middleX + (value - middleX) * scale + x;
  const toY = (value: number): number => middleY + (value - middleY) * scale + y;
  return {
    ...face,
    interocularPx: face.interocularPx * scale,
    box: { x: toX(box.x), y: toY(box.y), width: box.width * scale, height: box.height * scale },
    thumbnail: { ...thumbnail, x: toX(thumbnail.x), y: toY(thumbnail.y), side: thumbnail.side * scale },
    points: points.map((value, i) => (i % 2 === 0 ? toX(value) : toY(value))),
  };
}

function noisyFace(face: MeasuredFace, random: () => number, pointsPx: number): MeasuredFace {
  const { thumbnail, texture, points } = face;
  const noisy = (luma: number): number => Math.min(255, Math.max(0, Math.round(luma + normal(random, LUMA_NOISE))));
  return {
    ...face,
    points: points.map((value) => value + normal(random, pointsPx)),
    thumbnail: { ...thumbnail, luma: thumbnail.luma.map(noisy) },
    // 0 is outside of the face.
    texture: texture.map((luma) => (luma === 0 ? 0 : noisy(luma))),
  };
}

/** With eyes as far open as told. */
export const withEyes = ({ face, ...frame }: FrameFacts, eyesOpen: number): FrameFacts => ({
  ...frame,
  ...(face && { face: { ...face, eyesOpen } }),
});

/** About normal. */
const normal = (random: () => number, deviation: number): number =>
  (random() + random() + random() + random() - 2) * deviation * Math.sqrt(3);
