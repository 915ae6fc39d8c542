import type { WarpVariant } from './mesh-warp.js';

/** Ways to turn a photograph by its own mesh, by name. */
export const WARPS: Readonly<Record<string, WarpVariant>> = {
  plain: { depth: 1, quality: [85, 85] },
  shallow: { depth: 0.7, quality: [85, 85] },
  deep: { depth: 1.4, quality: [85, 85] },
  relit: { depth: 1, light: { x: -0.45, y: -0.4, z: -0.8, ambient: 0.55 }, quality: [40, 85] },
  mirrored: { depth: 1, mirror: true, quality: [85, 85] },
};

/** Degrees from one picture to the next. What lies between is shown as the nearer one, moved by what is left. */
const STEP_DEGREES = 2;
const FURTHEST_DEGREES = { yaw: 34, pitch: 26 };

/** Every turn that is drawn, from one side to the other, 0 among them. */
export function gridDegrees(axis: 'yaw' | 'pitch'): number[] {
  const steps = FURTHEST_DEGREES[axis] / STEP_DEGREES;
  return Array.from({ length: 2 * steps + 1 }, (_, i) => (i - steps) * STEP_DEGREES);
}
