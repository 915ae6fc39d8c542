import type { GateLimits } from '../types.js';

/**
 * Set between what must pass and what must not. On lfw-dev (1,549 press photographs, 250 px) faces have an interocular
 * distance of 27…52 px, a brightness of 0.28…0.69 and a sharpness of 0.44…0.70 (1st to 99th percentile); a blurred
 * portrait of the bad inputs has a sharpness of 0.36, a dark one a brightness of 0.03, an overexposed one 0.97.
 * The share of lfw-dev that is refused is in eval/results/recognition-lfw-dev.json.
 */
export const COMMON_LIMITS: GateLimits = {
  minInterocularPx: 28,
  maxCutOff: 0.08,
  minBrightness: 0.15,
  maxBrightness: 0.85,
  minSharpness: 0.42,
  minEyesOpen: 0.15,
  minInterocularForEyesPx: 45,
  otherFaceRatio: 0.5,
};
