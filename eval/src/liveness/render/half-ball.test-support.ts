import type { RgbImage } from '@facegate/face-engine';
import { FACE_OUTLINE, SKIN_POINTS } from './mesh-regions.js';
import type { MeshPoint } from './photo-face.js';

/** Pixels of a picture's side. */
export const SIZE = 200;

/** A mesh that is half a ball of points in the middle of a picture, its nearest in the middle. */
export function halfBall(): MeshPoint[] {
  const mesh: MeshPoint[] = Array.from({ length: SKIN_POINTS }, (_, i) => {
    // A spiral that is nowhere twice in one place.
    const share = Math.sqrt((i + 0.5) / SKIN_POINTS) * 0.9;
    return onBall(share, i * 2.4);
  });
  for (const [i, index] of FACE_OUTLINE.entries()) {
    mesh[index] = onBall(1, (i / FACE_OUTLINE.length) * 2 * Math.PI - Math.PI / 2);
  }
  return mesh;
}

function onBall(share: number, angle: number): MeshPoint {
  const radius = 60;
  return {
    x: SIZE / 2 + radius * share * Math.cos(angle),
    y: SIZE / 2 + radius * share * Math.sin(angle),
    z: -radius * Math.sqrt(1 - share * share),
  };
}

/** Grey but for a white dot. */
export function dotted(dotX: number, dotY: number): RgbImage {
  const data = new Uint8Array(SIZE * SIZE * 3).fill(90);
  for (let y = dotY - 3; y < dotY + 3; y++) data.fill(250, (y * SIZE + dotX - 3) * 3, (y * SIZE + dotX + 3) * 3);
  return { width: SIZE, height: SIZE, data };
}
