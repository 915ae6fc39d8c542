import { thresholdAt, type EngineInfo, type EngineName, type Metric } from '@facegate/face-engine';
import type { Progress } from '../progress.js';
import type { ScoreCounts } from '../statistics/score-counts.js';
import { detCurve, histogram, histogramOf, type DetPoint, type Histogram } from '../statistics/scores.js';
import { compareAll, pairsOf, type OnCompared } from './compare-all.js';
import { failureToAcquire, type FailureToAcquire } from './failure-to-acquire.js';
import { evaluateFootage, sessionsOf, type FootageResult } from './footage/evaluate-footage.js';
import type { Filmed } from './footage/filmed.js';
import { byPerson, type PersonPictures } from './fused/draw-sets.js';
import { fmrCurves, type CurveOfKind, type CurvesOfKinds } from './fused/fmr-curves.js';
import { fusedGallery, type FusedGallery } from './fused/gallery.js';
import { fusedFnmr, fusedGenuine, type FusedFnmr } from './fused/genuine.js';
import { fusedProtocols, judgeProtocol, REFERENCES, type ProtocolResult } from './fused/protocols.js';
import { growingGallery, type GalleryPoint } from './growing-gallery.js';
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
    /** All comparisons of the data's and the impostors' pictures, in milliseconds. */
    comparisonsMs: number;
  };
  failureToAcquire: FailureToAcquire;
  pairs: PairAccuracy;
  genuineComparisons: number;
  impostorComparisons: number;
  operatingPoints: OperatingPoint[];
  /** The same thresholds on the pictures that the quality gate accepts: what the product would have compared. */
  acceptedOnly: { pictures: number; points: RatesAtThreshold[] };
  /** What the product compares, each way that it was tried. */
  protocols: ProtocolResult[];
  /** What the engine decides by: the most cautious of the protocols of a kind. */
  curves: CurvesOfKinds;
  /** The owners at the curve's thresholds. */
  fused: FusedErrors[];
  gallery: GalleryPoint[];
  /** At the strictest threshold of live sessions; undefined without one. */
  fusedGallery: FusedGallery | undefined;
  footage: FootageResult | undefined;
  det: DetPoint[];
  histograms: { genuine: Histogram; impostor: Histogram };
}

/** FNMR of three references fused against so many pictures fused. */
export interface FusedErrors {
  kind: keyof CurvesOfKinds;
  /** Pictures of the probe, `3+` for three to five. */
  probe: string;
  points: (FusedFnmr & { fmr: number })[];
}

const HISTOGRAM_BINS = 80;
/** The system's default for 1:1. */
const PRODUCT_FMR = 1e-4;
/** Where FNMRs are told. */
const TOLD_FMRS = new Set([1e-3, 1e-4, 1e-5, 1e-6]);

export interface Evaluated {
  observed: readonly LabelledObservation[];
  pairs: LabelledPairs | undefined;
  /** Empty without footage. */
  filmed: readonly Filmed[];
}

/** Every figure of one engine, from what it made of the pictures and the footage. */
export function evaluateEngine(
  { engine, info }: { engine: EngineName; info: EngineInfo },
  { observed, pairs, filmed }: Evaluated,
  progress: (title: string, total: number) => Progress = noProgress,
): EngineResult {
  const subjects = toSubjects(observed, info);
  const { metric } = info;
  const progressOf = comparing(engine, progress);
  const started = performance.now();
  const bar = progressOf('1 picture × 1 picture', pairsOf(subjects.length));
  const comparisons = compareAll(subjects, metric, bar.onCompared);
  bar.end();
  const comparisonsMs = performance.now() - started;
  if (comparisons.genuine.length === 0 || comparisons.impostor.counts.total === 0) {
    throw new Error('the data needs two persons, and two pictures of one of them');
  }
  const points = operatingPoints(comparisons);
  const accepted = subjects.filter(({ gate }) => gate?.usable);
  const acceptedBar = progressOf('accepted pictures only', pairsOf(accepted.length));
  const acceptedComparisons = compareAll(accepted, metric, acceptedBar.onCompared);
  acceptedBar.end();
  const { counts } = comparisons.impostor;
  const bins = binsFor(counts);
  const people = byPerson(subjects);
  const firstFilmed = subjects.reduce((most, { person }) => Math.max(most, person + 1), 0);
  const protocols = [
    judgeProtocol('1 picture × 1 picture', 'picture-picture', comparisons.impostor),
    ...fusedProtocols(
      { people, sessions: sessionsOf(filmed, firstFilmed), metric, persons: firstFilmed + filmed.length },
      progressOf,
    ),
  ];
  const curves = fmrCurves(protocols);
  const strictest = curves['template-session']?.points.at(-1);
  const { model, dimensions, backend, backendNote, fmrCurves: shipped } = info;
  return {
    engine,
    model,
    metric,
    dimensions,
    backend,
    ...(backendNote && { backendNote }),
    shippedThreshold: thresholdAt(shipped['picture-picture'], PRODUCT_FMR),
    speed: { ...extractionSpeed(observed), comparisonsMs },
    failureToAcquire: failureToAcquire(subjects),
    pairs: pairAccuracy(pairs, observed, subjects, metric),
    genuineComparisons: comparisons.genuine.length,
    impostorComparisons: counts.total,
    operatingPoints: points,
    acceptedOnly: {
      pictures: accepted.filter(({ inData }) => inData).length,
      points: points.map(({ threshold }) => ratesAt(acceptedComparisons, threshold)),
    },
    protocols,
    curves,
    fused: fusedErrors(people, curves, metric),
    gallery: growingGallery(subjects, comparisons, metric),
    fusedGallery: strictest && fusedGallery(people, strictest.threshold, metric),
    footage: filmed.length > 0 ? evaluateFootage(filmed, told(curves['template-session']), metric) : undefined,
    det: detCurve(comparisons.sortedGenuine, counts),
    histograms: { genuine: histogram(comparisons.genuine, bins), impostor: histogramOf(counts, bins) },
  };
}

const noProgress = (): Progress => ({ step: () => undefined, end: () => undefined });

function comparing(engine: EngineName, progress: (title: string, total: number) => Progress) {
  return (title: string, comparisons: number): { onCompared: OnCompared; end: () => void } => {
    const bar = progress(`${engine}: ${title}`, comparisons);
    return { onCompared: (count) => bar.step(count), end: () => bar.end() };
  };
}

const told = (curve: CurveOfKind | undefined): CurveOfKind['points'] =>
  curve?.points.filter(({ fmr }) => TOLD_FMRS.has(fmr)) ?? [];

const FUSED_PROBES: readonly Omit<FusedErrors & { pictures: number[] }, 'points'>[] = [
  { kind: 'template-picture', probe: '1', pictures: [1] },
  // A session shows one look of one day: at its worst no more than a single picture of another year.
  { kind: 'template-session', probe: '1', pictures: [1] },
  { kind: 'template-session', probe: '2', pictures: [2] },
  { kind: 'template-session', probe: '3+', pictures: [3, 4, 5] },
];

function fusedErrors(people: readonly PersonPictures[], curves: CurvesOfKinds, metric: Metric): FusedErrors[] {
  const owners = people.filter(({ inData }) => inData);
  return FUSED_PROBES.map(({ kind, probe, pictures }) => {
    const genuine = fusedGenuine(owners, REFERENCES, pictures, metric);
    return {
      kind,
      probe,
      points: told(curves[kind]).flatMap(({ fmr, threshold }) => {
        const fnmr = fusedFnmr(genuine, threshold);
        return fnmr ? [{ fmr, ...fnmr }] : [];
      }),
    };
  });
}

/** From the least impostor score to 1, which equal vectors have in every metric. */
function binsFor(counts: ScoreCounts): { from: number; binWidth: number; bins: number } {
  const from = Math.floor(counts.least * 20) / 20;
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
