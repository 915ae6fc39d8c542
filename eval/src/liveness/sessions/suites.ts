import type { Material } from '../material/material.js';
import { filmTrials } from './films.js';
import { honestTrials, screenTrials } from './honest.js';
import { luckyTrials } from './lucky.js';
import { morphTrials } from './morphs.js';
import { naturalTrials } from './natural.js';
import { photoTrials, stillsTrials, warpTrials } from './posed.js';
import { singleStepTrials } from './single-steps.js';
import type { Effort, Trial } from './trial.js';

/** What `--only` takes. */
export const SUITES = {
  honest: honestTrials,
  natural: naturalTrials,
  warp: warpTrials,
  stills: stillsTrials,
  photo: photoTrials,
  morph: morphTrials,
  film: filmTrials,
  screen: screenTrials,
  lucky: luckyTrials,
  step: singleStepTrials,
} as const satisfies Record<string, (material: Material, effort: Effort) => Trial[]>;

export type SuiteName = keyof typeof SUITES;
export const SUITE_NAMES = Object.keys(SUITES) as SuiteName[];
