import type { LiveBox } from '@facegate/contracts';

/** Two digits are all that an overlay can use. */
export const forOverlay = (value: number): number => Number(value.toFixed(2));

export function boxForOverlay({ x, y, width, height }: LiveBox): LiveBox {
  return { x: forOverlay(x), y: forOverlay(y), width: forOverlay(width), height: forOverlay(height) };
}
