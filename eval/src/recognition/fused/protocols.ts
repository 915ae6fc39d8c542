import type { ComparisonKind, Metric } from '@facegate/face-engine';
import { cautiousThresholds, type CautiousPoint } from '../../statistics/cautious-thresholds.js';
import { halfSplit, type HalfSplitPoint } from '../../statistics/half-split.js';
import type { ImpostorScores } from '../../statistics/impostor-scores.js';
import type { OnCompared } from '../compare-all.js';
import type { OwnedVector } from '../vector-block.js';
import { compareSides } from './compare-sides.js';
import { fusedSets, type PersonPictures, type SetSize } from './draw-sets.js';

/** What the sign-up page takes: three pictures of each person. */
export const REFERENCES = 3;
/** As many frames as a live session gives at the least. */
export const SESSION_FRAMES = 5;

/** The rates that a curve has: 1e-2, 5e-3, 2e-3, … 1e-6. */
export const CURVE_RATES: readonly number[] = [
  1e-2,
  ...[3, 4, 5, 6].flatMap((decade) => [5, 2, 1].map((digit) => Number(`${digit}e-${decade}`))),
];

const DECADES = CURVE_RATES.filter((fmr) => fmr.toExponential().startsWith('1e'));

/** One way to compare different people. */
export interface ProtocolResult {
  name: string;
  kind: ComparisonKind;
  comparisons: number;
  /** People on either side. */
  referencePersons: number;
  probePersons: number;
  /** People on both sides together. */
  persons: number;
  /** What false matches are counted in: comparisons, or pairs of people where several comparisons stand for one. */
  unit: 'comparisons' | 'pairs of people';
  points: CautiousPoint[];
  halfSplit: HalfSplitPoint[];
}

/** Bounds and checks of one protocol's scores. */
export function judgeProtocol(name: string, kind: ComparisonKind, scores: ImpostorScores): ProtocolResult {
  const inRows = presentIn(scores.rows);
  const inColumns = presentIn(scores.columns);
  return {
    name,
    kind,
    comparisons: scores.counts.total,
    referencePersons: inRows.size,
    probePersons: inColumns.size,
    persons: new Set([...inRows, ...inColumns]).size,
    unit: scores.mirrored ? 'comparisons' : 'pairs of people',
    points: cautiousThresholds(scores, CURVE_RATES),
    halfSplit: halfSplit(scores, DECADES),
  };
}

/** Frames of one session of one person; the person's number is none of those of `people`. */
export interface FootageSession {
  person: number;
  frames: Float32Array[];
}

export interface ProtocolInput {
  people: readonly PersonPictures[];
  sessions: readonly FootageSession[];
  metric: Metric;
  /** Numbers of persons, those of the sessions among them, are below it. */
  persons: number;
}

/**
 * The protocols that fuse. Pictures of one person in a data set are mostly of different days, frames of one session are not: both are
 * tried, and a curve takes the more cautious.
 */
export function fusedProtocols(
  { people, sessions, metric, persons }: ProtocolInput,
  progressOf: (title: string, comparisons: number) => { onCompared: OnCompared; end: () => void },
): ProtocolResult[] {
  const draws = drawsFor(people, REFERENCES);
  const sets = (size: SetSize): OwnedVector[] => fusedSets(people, size, metric, draws);
  const templates = sets({ most: REFERENCES, least: REFERENCES });
  const pictures = people.flatMap(({ person, vectors }) => vectors.map((vector) => ({ person, vector })));
  const filmed = sessions.map(({ person, frames }) => ({ person, inData: false, vectors: frames }));
  const probes: [name: string, kind: ComparisonKind, probes: OwnedVector[]][] = [
    ['1 picture', 'template-picture', pictures],
    ['1 frame of footage', 'template-picture', fusedSets(filmed, { most: 1, least: 1 }, metric, SESSION_DRAWS)],
    ['3 pictures', 'template-session', templates],
    ['3 to 5 pictures', 'template-session', sets({ most: SESSION_FRAMES, least: REFERENCES })],
    [
      '5 frames of a session',
      'template-session',
      fusedSets(filmed, { most: SESSION_FRAMES, least: SESSION_FRAMES }, metric, SESSION_DRAWS),
    ],
  ];
  return probes
    .filter(([, , vectors]) => vectors.length > 0 && templates.length > 0)
    .map(([name, kind, vectors]) => {
      const title = `3 pictures × ${name}`;
      const { onCompared, end } = progressOf(title, templates.length * vectors.length);
      const scores = compareSides(templates, vectors, metric, persons, onCompared);
      end();
      return judgeProtocol(title, kind, scores);
    });
}

/** Sets of frames that are drawn of one session. */
const SESSION_DRAWS = 10;
/** Sets of pictures that are drawn for each person at the most; fewer where there are many people, who say more than more sets do. */
const MOST_DRAWS = 10;
const SETS_IN_ALL = 3000;

function drawsFor(people: readonly PersonPictures[], least: number): number {
  const enough = people.filter(({ vectors }) => vectors.length >= least).length;
  return Math.min(MOST_DRAWS, Math.max(1, Math.round(SETS_IN_ALL / Math.max(enough, 1))));
}

const presentIn = (weights: Float64Array): Set<number> =>
  new Set([...weights.entries()].filter(([, weight]) => weight > 0).map(([person]) => person));
