import {
  type ComparisonKind,
  type FmrCurve,
  type FmrCurves,
  searchThreshold,
  supportedEnrolled,
  thresholdAt,
} from '@facegate/face-engine';
import { StartUpError } from '../../common/start-up-error.js';
import { DecisionPolicy } from '../decision-policy.js';
import type { Probe } from '../probe.js';

interface Targets {
  /** Of a verification, and of two pictures that are taken for one person. */
  fmr: number;
  /** Of an identification. */
  fpir: number;
}

const KINDS: Record<Probe['of'], ComparisonKind> = { picture: 'template-picture', session: 'template-session' };

/** Thresholds from the engine's measured false match rates. */
export class CurvePolicy extends DecisionPolicy {
  override readonly linkageThreshold: number;
  private readonly verification: Readonly<Record<Probe['of'], number>>;

  /** @throws StartUpError for a target below what was measured */
  constructor(
    private readonly curves: FmrCurves,
    private readonly targets: Targets,
    override readonly margin: number,
  ) {
    super();
    this.linkageThreshold = measured(curves['picture-picture'], targets.fmr);
    this.verification = {
      picture: measured(this.curveOf('picture'), targets.fmr),
      session: measured(this.curveOf('session'), targets.fmr),
    };
  }

  override supportedAccounts(of: Probe['of']): number {
    return supportedEnrolled(this.curveOf(of), this.targets.fpir);
  }

  override verificationThreshold(of: Probe['of']): number {
    return this.verification[of];
  }

  override answerThreshold(of: Probe['of']): number {
    const curve = this.curveOf(of);
    return measured(curve, Math.max(this.targets.fmr / 10, curve.supportedFmr));
  }

  override strictThreshold(of: Probe['of']): number {
    const curve = this.curveOf(of);
    return measured(curve, curve.supportedFmr);
  }

  /** Among few accounts the target would let a comparison be looser than a verification: it never is. */
  override identificationThreshold(of: Probe['of'], accounts: number): number | undefined {
    const threshold = searchThreshold(this.curveOf(of), this.targets.fpir, accounts);
    return threshold === undefined ? undefined : Math.max(threshold, this.verification[of]);
  }

  override duplicateThreshold(accounts: number): number {
    return this.identificationThreshold('picture', accounts) ?? this.strictThreshold('picture');
  }

  private curveOf(of: Probe['of']): FmrCurve {
    return this.curves[KINDS[of]];
  }
}

function measured(curve: FmrCurve, fmr: number): number {
  const threshold = thresholdAt(curve, fmr);
  if (threshold !== undefined) return threshold;
  throw new StartUpError(
    `FACEGATE_TARGET_FMR is ${fmr}: below ${curve.supportedFmr} nothing was measured for ${curve.model}, and a threshold would be a guess.`,
  );
}
