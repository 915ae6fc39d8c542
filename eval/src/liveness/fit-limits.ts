import { LIVENESS_LIMITS, type LivenessLimits } from '@facegate/face-engine';
import type { Material } from './material/material.js';

/**
 * The limits that somebody is judged by who is not in `train`: with `people()` (rest and movements), `photos()` (held, bent, warped,
 * blinks), `stills()` and `films(…)` of everybody else. As they are told now nothing is fitted: the limits are constants.
 */
export function fitLimits(_train: Material): LivenessLimits {
  return LIVENESS_LIMITS;
}
