import type { FrameFacts } from '@facegate/face-engine';

/** The face elsewhere in the picture, with a little noise of its own: the same picture as another frame. */
export function asOtherFrame(
  { face, ...frame }: FrameFacts,
  sha256: string,
  move: { x: number; y: number },
  noisePx: () => number,
): FrameFacts {
  if (!face) return { ...frame, sha256 };
  const { box, thumbnail, points } = face;
  return {
    ...frame,
    sha256,
    face: {
      ...face,
      box: { ...box, x: box.x + move.x, y: box.y + move.y },
      thumbnail: { ...thumbnail, x: thumbnail.x + move.x, y: thumbnail.y + move.y },
      points: points.map((value, i) => value + (i % 2 === 0 ? move.x : move.y) + noisePx()),
    },
  };
}

/** With eyes as far open as told. */
export const withEyes = ({ face, ...frame }: FrameFacts, eyesOpen: number): FrameFacts => ({
  ...frame,
  ...(face && { face: { ...face, eyesOpen } }),
});
