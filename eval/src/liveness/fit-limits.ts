import { LIVENESS_LIMITS, type LivenessLimits } from '@facegate/face-engine';
import type { TrainingData } from './material/training-data.js';

/**
 * The limits that somebody is judged by who is not in the training data: `movements()` has every movement of everybody else, and of the
 * warps and stills that are made of them; `material` has all the rest. As it is nothing is fitted: the limits are constants.
 */
export function fitLimits(_train: TrainingData): LivenessLimits {
  return LIVENESS_LIMITS;
}
