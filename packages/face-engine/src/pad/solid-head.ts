import { foreshortening, lowering } from './foreshortening.js';
import type { MeasuredFace } from './frame-measure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { planarMatch } from './planar-match.js';
import { viewChange, type ViewChange } from './view-change.js';

/** What the frames of one movement showed. */
export interface Solidity {
  /** How many showed a head, and how many a flat picture of one; others may be either. */
  solid: number;
  flat: number;
  looked: number;
  /** Of the frame that was most like a plane, and of the one that was least; for the log. */
  highestMatch: number;
  lowestMatch: number;
  /** Of each frame, how far it was turned and what that changed. */
  changes: readonly TurnedView[];
}

export interface TurnedView extends ViewChange {
  /** From the rest. */
  degrees: number;
}

export const NO_EVIDENCE: Solidity = {
  solid: 0,
  flat: 0,
  looked: 0,
  highestMatch: -1,
  lowestMatch: 1,
  changes: [],
};

/** @param degrees how far the head is turned from its rest, `past` the least that counts */
export function weigh(
  evidence: Solidity,
  rest: MeasuredFace,
  turned: MeasuredFace,
  { degrees, past, aside }: { degrees: number; past: number; aside: boolean },
  limits: LivenessLimits,
): Solidity {
  if (evidence.looked >= limits.maxEvidenceFrames) return evidence;
  const match = planarMatch(rest, turned);
  const size = aside ? foreshortening(rest, turned) : lowering(rest, turned);
  const [solidSize, flatSize] = aside
    ? [limits.solidForeshortening, limits.flatForeshortening]
    : [limits.solidLowering, limits.flatLowering];
  const solidMatch = limits.solidMatch - limits.solidMatchFallPerDegree * past;
  const solid = match <= solidMatch && size >= solidSize;
  const flat = match >= limits.flatMatch || size < flatSize;
  const change = viewChange(rest, turned);
  return {
    solid: evidence.solid + (solid ? 1 : 0),
    flat: evidence.flat + (flat ? 1 : 0),
    looked: evidence.looked + 1,
    highestMatch: Math.max(evidence.highestMatch, match),
    lowestMatch: Math.min(evidence.lowestMatch, match),
    changes: change ? [...evidence.changes, { ...change, degrees }] : evidence.changes,
  };
}

export const isSolid = ({ solid, flat }: Solidity, { evidenceFrames }: LivenessLimits): boolean =>
  solid >= evidenceFrames && solid > flat;

/** A movement that was only too small to tell is neither. */
export const isFlat = ({ solid, flat }: Solidity, { evidenceFrames }: LivenessLimits): boolean =>
  flat >= evidenceFrames && flat >= solid;

/**
 * How much likelier a head is than a picture that is moved or warped, as the logarithm of the odds, from the middle of the movement's
 * frames (`viewChange`). Undefined when none of them could be compared.
 */
export function headLogOdds({ changes }: Solidity, { head }: LivenessLimits): number | undefined {
  if (changes.length === 0) return undefined;
  const shading = median(changes.map((change) => change.shading));
  const detail = median(changes.map((change) => change.detail));
  const degrees = median(changes.map((change) => change.degrees));
  const usual = head.shadingAtRest + head.shadingPerDegree * degrees;
  return (
    head.bias +
    head.shadingWeight * Math.log(Math.max(shading, 1e-4) / usual) +
    head.detailWeight * Math.atanh(Math.min(0.999, Math.max(0, detail)))
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
