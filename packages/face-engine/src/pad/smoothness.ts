import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import type { View } from './motion-memory.js';

/** A way from one view to the next: of all points, in parts of the eyes' distance. */
interface Way {
  change: Float32Array;
  length: number;
  /** Of its end. */
  atMs: number;
}

/**
 * A head has mass. In the frames of a camera it neither stands still between two moves, again and again, as in a film of which each
 * frame comes several times, nor does it turn back at every frame, as in one whose frames come out of order.
 */
export function unevenness(views: readonly View[], limits: LivenessLimits): LivenessFailure | undefined {
  const latest = views.slice(-limits.smoothFrames - 1);
  const newest = latest.at(-1)?.arrivedAtMs ?? 0;
  const ways = latest
    .slice(1)
    .map((view, i) => wayBetween(latest[i]!, view))
    .filter(({ atMs }) => newest - atMs <= limits.smoothMs);
  const stops = countStops(ways, limits);
  if (stops >= limits.maxStops) return { code: 'FRAMES_HELD', detail: `${stops} stops in ${ways.length} frames` };
  const reversals = countReversals(ways, limits);
  if (reversals >= limits.maxReversals) {
    return { code: 'FRAMES_REORDERED', detail: `${reversals} reversals in ${ways.length} frames` };
  }
  return undefined;
}

function wayBetween(from: View, to: View): Way {
  const change = to.shape.map((value, i) => value - from.shape[i]!);
  let sum = 0;
  for (const value of change) sum += value * value;
  return { change, length: Math.sqrt(sum / (change.length / 2)), atMs: to.arrivedAtMs };
}

/** How often the head moves on after it stood still. */
function countStops(ways: readonly Way[], { stopShift, moveShift }: LivenessLimits): number {
  return ways.filter(({ length }, i) => length >= moveShift && i > 0 && ways[i - 1]!.length <= stopShift).length;
}

/** How often the head moves on and then straight back. */
function countReversals(ways: readonly Way[], { reversalShift }: LivenessLimits): number {
  return ways.filter((way, i) => {
    const before = ways[i - 1];
    if (!before || way.length < reversalShift || before.length < reversalShift) return false;
    let along = 0;
    for (const [k, value] of way.change.entries()) along += value * before.change[k]!;
    return along < 0;
  }).length;
}
