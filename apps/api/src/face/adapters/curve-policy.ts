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
  /** Of an identification; undefined: {@link DEFAULT_FPIRS}. */
  fpir: number | undefined;
}

/** The strictest that the curve carries for the accounts there are. */
const DEFAULT_FPIRS = [1e-3, 1e-2] as const;

const KINDS: Record<Probe['of'], ComparisonKind> = { picture: 'template-picture', session: 'template-session' };

/** Thresholds from the engine's measured false match rates. */
export class CurvePolicy extends DecisionPolicy {
  override readonly linkageThreshold: number;
  private readonly verification: Readonly<Record<Probe['of'], number>>;
  /** From the strictest to the loosest that will do. */
  private readonly fpirs: readonly number[];

  /** @throws StartUpError for a target below what was measured */
  constructor(
    private readonly curves: FmrCurves,
    private readonly targets: Targets,
    override readonly margin: number,
  ) {
    super();
    this.fpirs = targets.fpir === undefined ? DEFAULT_FPIRS : [targets.fpir];
    this.linkageThreshold = measured(curves['picture-picture'], targets.fmr);
    this.verification = {
      picture: measured(this.curveOf('picture'), targets.fmr),
      session: measured(this.curveOf('session'), targets.fmr),
    };
  }

  override supportedAccounts(of: Probe['of']): number {
    return Math.max(...this.fpirs.map((fpir) => supportedEnrolled(this.curveOf(of), fpir)));
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
    return this.searchAt(of, accounts, this.fpirs);
  }

  /** A look-alike that is reported too often does less harm than one that is missed: the loosest rate that would do. */
  override duplicateThreshold(accounts: number): number {
    return this.searchAt('picture', accounts, this.fpirs.slice(-1)) ?? this.strictThreshold('picture');
  }

  private searchAt(of: Probe['of'], accounts: number, fpirs: readonly number[]): number | undefined {
    const thresholds = fpirs.map((fpir) => searchThreshold(this.curveOf(of), fpir, accounts));
    const strictest = thresholds.find((threshold) => threshold !== undefined);
    return strictest && Math.max(strictest, this.verification[of]);
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
