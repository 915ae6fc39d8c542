import { type FmrCurve, fmrForSearch, searchThreshold, supportedEnrolled, thresholdAt } from '@facegate/face-engine';
import { StartUpError } from '../../common/start-up-error.js';
import { DecisionPolicy } from '../decision-policy.js';

interface Targets {
  /** Of a verification, all references of the account together. */
  fmr: number;
  /** Of an identification. */
  fpir: number;
}

/** Thresholds from the engine's measured false match rates. */
export class CurvePolicy extends DecisionPolicy {
  override readonly supportedFaces: number;
  private readonly strictest: number;

  /** @throws StartUpError for a target below what was measured */
  constructor(
    private readonly curve: FmrCurve,
    private readonly targets: Targets,
    override readonly margin: number,
  ) {
    super();
    this.strictest = this.measured(curve.supportedFmr);
    this.measured(targets.fmr);
    this.supportedFaces = supportedEnrolled(curve, targets.fpir);
  }

  /** The best of several references has as many chances to match a stranger. */
  override verificationThreshold(references: number): number {
    return thresholdAt(this.curve, fmrForSearch(this.targets.fmr, references)) ?? this.strictest;
  }

  /** Among few faces the target would let a comparison be looser than a verification: it never is. */
  override identificationThreshold(faces: number): number | undefined {
    const threshold = searchThreshold(this.curve, this.targets.fpir, faces);
    return threshold === undefined ? undefined : Math.max(threshold, this.verificationThreshold(1));
  }

  override duplicateThreshold(faces: number): number {
    return this.identificationThreshold(faces) ?? this.strictest;
  }

  private measured(fmr: number): number {
    const threshold = thresholdAt(this.curve, fmr);
    if (threshold !== undefined) return threshold;
    throw new StartUpError(
      `FACEGATE_TARGET_FMR is ${fmr}: below ${this.curve.supportedFmr} nothing was measured for ${this.curve.model}, and a threshold would be a guess.`,
    );
  }
}
