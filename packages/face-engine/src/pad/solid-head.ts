import { foreshortening, lowering } from './foreshortening.js';
import type { MeasuredFace } from './frame-measure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { planarMatch } from './planar-match.js';

/** What the frames of one movement showed. */
export interface Solidity {
  /** How many showed a head, and how many a flat picture of one; others may be either. */
  solid: number;
  flat: number;
  looked: number;
  /** Of the frame that was most like a plane, and of the one that was least; for the log. */
  highestMatch: number;
  lowestMatch: number;
  /** The frames themselves, for what they show together (head-evidence.ts). */
  views: readonly MeasuredFace[];
}

export const NO_EVIDENCE: Solidity = {
  solid: 0,
  flat: 0,
  looked: 0,
  highestMatch: -1,
  lowestMatch: 1,
  views: [],
};

/** @param past degrees past the least turn that counts; `aside`: to the left or right */
export function weigh(
  evidence: Solidity,
  rest: MeasuredFace,
  turned: MeasuredFace,
  { past, aside }: { past: number; aside: boolean },
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
  return {
    solid: evidence.solid + (solid ? 1 : 0),
    flat: evidence.flat + (flat ? 1 : 0),
    looked: evidence.looked + 1,
    highestMatch: Math.max(evidence.highestMatch, match),
    lowestMatch: Math.min(evidence.lowestMatch, match),
    views: [...evidence.views, turned],
  };
}

export const isSolid = ({ solid, flat }: Solidity, { evidenceFrames }: LivenessLimits): boolean =>
  solid >= evidenceFrames && solid > flat;

/** A movement that was only too small to tell is neither. */
export const isFlat = ({ solid, flat }: Solidity, { evidenceFrames }: LivenessLimits): boolean =>
  flat >= evidenceFrames && flat >= solid;
