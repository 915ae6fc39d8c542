import { CUE_NAMES, type Cues } from './cues.js';
import type { MeasuredFrame } from './measures/series.js';

export interface CueSet {
  name: string;
  bonaFide: Cues[];
  attack: Cues[];
}

export interface CueResult {
  set: string;
  cue: string;
  bonaFide: number;
  attacks: number;
  /** Area under the ROC: 0.5 tells nothing, 1 all; below 0.5 the attack has the lower values. */
  auc: number;
  /** APCER at a BPCER of 5 %, the threshold chosen on these very pictures and on the better side: the best that could be had. */
  apcerAtBpcer5: number;
}

export function evaluateCues(sets: readonly CueSet[]): CueResult[] {
  return sets.flatMap(({ name, bonaFide, attack }) =>
    CUE_NAMES.map((cue) => {
      const real = bonaFide.map((cues) => cues[cue]).toSorted((a, b) => a - b);
      const fake = attack.map((cues) => cues[cue]);
      const auc = areaUnderRoc(real, fake);
      return {
        set: name,
        cue,
        bonaFide: real.length,
        attacks: fake.length,
        auc,
        apcerAtBpcer5: apcerAt(real, fake, 0.05, auc),
      };
    }),
  );
}

/** Of each series at most `most` frames, evenly spread: neighbours say the same. */
export function spreadCues(frames: readonly MeasuredFrame[], most: number): Cues[] {
  const withCues = frames.flatMap(({ cues }) => (cues ? [cues] : []));
  const stride = Math.max(1, Math.ceil(withCues.length / most));
  return withCues.filter((_, i) => i % stride === 0);
}

/** The chance that an attack has a higher value than a real face; equal ones count half. */
export function areaUnderRoc(real: readonly number[], fake: readonly number[]): number {
  let wins = 0;
  for (const attack of fake) {
    for (const bonaFide of real) wins += attack > bonaFide ? 1 : attack === bonaFide ? 0.5 : 0;
  }
  return wins / Math.max(1, real.length * fake.length);
}

/** An attack passes on the side where real faces are. */
export function apcerAt(realAscending: readonly number[], fake: readonly number[], bpcer: number, auc: number): number {
  const refused = Math.floor(bpcer * realAscending.length);
  const threshold = auc >= 0.5 ? realAscending.at(-1 - refused)! : realAscending[refused]!;
  const passes = fake.filter((value) => (auc >= 0.5 ? value <= threshold : value >= threshold));
  return passes.length / Math.max(1, fake.length);
}
