import { fmrForSearch, thresholdAt, type EngineInfo, type EngineName, type Metric } from '@facegate/face-engine';
import { detCurve, histogram, thresholdAtFmr, type DetPoint, type Histogram } from '../statistics/scores.js';
import { compareAll } from './compare-all.js';
import { enrolmentProtocol, REFERENCES, type EnrolmentProtocol } from './enrolment-protocol.js';
import { failureToAcquire, type FailureToAcquire } from './failure-to-acquire.js';
import { fmrCurve, type FmrCurve } from './fmr-curve.js';
import { growingGallery, type GalleryPoint } from './growing-gallery.js';
import { lead, type Lead } from './lead.js';
import { operatingPoints, ratesAt, type OperatingPoint, type RatesAtThreshold } from './operating-points.js';
import { pairAccuracy, type PairAccuracy } from './pair-accuracy.js';
import type { LabelledPairs } from './pairs.js';
import { toSubjects, type LabelledObservation } from './subjects.js';

export interface EngineResult {
  engine: EngineName;
  model: string;
  metric: Metric;
  dimensions: number;
  /** What computed, and why a faster one did not. */
  backend: string;
  backendNote?: string;
  /** The threshold at an FMR of 1e-4 by the curve that the engine shipped with before this run. */
  shippedThreshold: number | undefined;
  speed: {
    /** One picture, from its file's bytes to the answer, in milliseconds; other work on the machine is in it. */
    extractionP50Ms: number;
    extractionP95Ms: number;
    /** One worker: the pictures divided by the sum of their times. */
    picturesPerSecond: number;
    /** All comparisons of the data and the impostors, sorted, in milliseconds. */
    comparisonsMs: number;
  };
  failureToAcquire: FailureToAcquire;
  pairs: PairAccuracy;
  genuineComparisons: number;
  impostorComparisons: number;
  operatingPoints: OperatingPoint[];
  /** The same thresholds on the pictures that the quality gate accepts: what the product would have compared. */
  acceptedOnly: { pictures: number; points: RatesAtThreshold[] };
  enrolment: EnrolmentProtocol | undefined;
  /** As above, on the pictures that the quality gate accepts. */
  enrolmentAcceptedOnly: EnrolmentProtocol | undefined;
  gallery: GalleryPoint[];
  /** At the strictest threshold that the data supports; undefined when it supports none. */
  lead: Lead | undefined;
  det: DetPoint[];
  histograms: { genuine: Histogram; impostor: Histogram };
  /** Undefined when the data is too little for any point of it. */
  fmrCurve: FmrCurve | undefined;
}

const HISTOGRAM_BINS = 80;
/** The system's default for 1:1. */
const PRODUCT_FMR = 1e-4;

/** Every figure of one engine, from what it made of the pictures. */
export function evaluateEngine(
  { engine, info }: { engine: EngineName; info: EngineInfo },
  observed: readonly LabelledObservation[],
  pairs: LabelledPairs | undefined,
): EngineResult {
  const subjects = toSubjects(observed, info);
  const started = performance.now();
  const comparisons = compareAll(subjects, info.metric);
  const comparisonsMs = performance.now() - started;
  if (comparisons.genuine.length === 0 || comparisons.impostor.length === 0) {
    throw new Error('the data needs two persons, and two pictures of one of them');
  }
  const points = operatingPoints(subjects, comparisons);
  const thresholds = points.map(({ threshold }) => threshold);
  const accepted = subjects.filter(({ gate }) => gate?.usable);
  const acceptedComparisons = compareAll(accepted, info.metric);
  const bins = binsFor(comparisons.sortedImpostor);
  const curve = fmrCurve({ engine, info }, subjects, comparisons);
  const strictest = curve?.points.at(-1);
  // The product shares its target among the references of an account.
  const shared = thresholdAtFmr(comparisons.sortedImpostor, fmrForSearch(PRODUCT_FMR, REFERENCES));
  const withReferences = [...thresholds, shared].toSorted((one, other) => one - other);
  const {
    model,
    metric,
    dimensions,
    backend,
    backendNote,
    fmrCurves: { 'picture-picture': shippedCurve },
  } = info;
  return {
    engine,
    model,
    metric,
    dimensions,
    backend,
    ...(backendNote && { backendNote }),
    shippedThreshold: thresholdAt(shippedCurve, PRODUCT_FMR),
    speed: { ...extractionSpeed(observed), comparisonsMs },
    failureToAcquire: failureToAcquire(subjects),
    pairs: pairAccuracy(pairs, observed, subjects, metric),
    genuineComparisons: comparisons.genuine.length,
    impostorComparisons: comparisons.impostor.length,
    operatingPoints: points,
    acceptedOnly: {
      pictures: accepted.filter(({ inData }) => inData).length,
      points: thresholds.map((threshold) => ratesAt(acceptedComparisons, threshold)),
    },
    enrolment: enrolmentProtocol(subjects, withReferences, metric),
    enrolmentAcceptedOnly: enrolmentProtocol(accepted, withReferences, metric),
    gallery: growingGallery(subjects, comparisons, metric),
    lead: strictest && lead(subjects, strictest.threshold, metric),
    det: detCurve(comparisons.sortedGenuine, comparisons.sortedImpostor),
    histograms: {
      genuine: histogram(comparisons.genuine, bins),
      impostor: histogram(comparisons.impostor, bins),
    },
    fmrCurve: curve,
  };
}

/** From the least impostor score to 1, which equal vectors have in every metric. */
function binsFor(sortedImpostor: Float32Array): { from: number; binWidth: number; bins: number } {
  const from = Math.floor((sortedImpostor[0] ?? 0) * 20) / 20;
  return { from, binWidth: (1 - from) / HISTOGRAM_BINS, bins: HISTOGRAM_BINS };
}

function extractionSpeed(
  observed: readonly LabelledObservation[],
): Pick<EngineResult['speed'], 'extractionP50Ms' | 'extractionP95Ms' | 'picturesPerSecond'> {
  const times = Float64Array.from(observed, ({ observation }) => observation.extractionMs).toSorted();
  const total = times.reduce((sum, time) => sum + time, 0);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))]!;
  return { extractionP50Ms: at(0.5), extractionP95Ms: at(0.95), picturesPerSecond: (times.length * 1000) / total };
}
