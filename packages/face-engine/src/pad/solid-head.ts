import { foreshortening } from './foreshortening.js';
import type { MeasuredFace } from './frame-measure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { planarMatch } from './planar-match.js';

/** How many of the frames of a movement showed a head, and how many a picture of one; others may be either. */
export interface Solidity {
  solid: number;
  flat: number;
  looked: number;
  /** Of the frame that was most like a plane, and of the one that was least; for the log. */
  highestMatch: number;
  lowestMatch: number;
}

export const NO_EVIDENCE: Solidity = { solid: 0, flat: 0, looked: 0, highestMatch: -1, lowestMatch: 1 };

/**
 * @param degrees how far the movement is past the least that counts
 * @param aside the movement is a turn: then the face's width is judged as well
 */
export function weigh(
  evidence: Solidity,
  rest: MeasuredFace,
  turned: MeasuredFace,
  { degrees, aside }: { degrees: number; aside: boolean },
  limits: LivenessLimits,
): Solidity {
  if (evidence.looked >= limits.maxEvidenceFrames) return evidence;
  const match = planarMatch(rest, turned);
  const width = aside ? foreshortening(rest, turned) : 1;
  const solidMatch = limits.solidMatch - limits.solidMatchFallPerDegree * degrees;
  const solid = match <= solidMatch && width >= limits.solidForeshortening;
  const flat = match >= limits.flatMatch || width < limits.flatForeshortening;
  return {
    solid: evidence.solid + (solid ? 1 : 0),
    flat: evidence.flat + (flat ? 1 : 0),
    looked: evidence.looked + 1,
    highestMatch: Math.max(evidence.highestMatch, match),
    lowestMatch: Math.min(evidence.lowestMatch, match),
  };
}

export const isSolid = ({ solid, flat }: Solidity, { evidenceFrames }: LivenessLimits): boolean =>
  solid >= evidenceFrames && solid > flat;

/** A movement that was only too small to tell is neither. */
export const isFlat = ({ solid, flat }: Solidity, { evidenceFrames }: LivenessLimits): boolean =>
  flat >= evidenceFrames && flat >= solid;
