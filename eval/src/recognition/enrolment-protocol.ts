import { bestScore, fmrForSearch, type Metric } from '@facegate/face-engine';
import { bootstrapFnmr } from '../statistics/person-bootstrap.js';
import { rate, rateOrNone, type Rate, type RatesAtThreshold } from './operating-points.js';
import type { Subject } from './subjects.js';

/** What the sign-up page takes: three pictures of each person. */
export const REFERENCES = 3;
/** The system's default for 1:N. */
const TARGET_FPIR = 1e-2;

interface Enrolled {
  person: number;
  references: Float32Array[];
}

/** One picture of an enrolled person against three others of the same person, and against everyone else enrolled. */
interface GenuineSearch {
  person: number;
  /** Best score over the person's own references; −∞ when the probe gave no vector. */
  own: number;
  /** Best score over all other enrolled persons' references. */
  bestOther: number;
}

export interface EnrolmentProtocol {
  references: number;
  /** Persons with four pictures or more, of which at least three gave a vector: N. */
  enrolled: number;
  genuineProbes: number;
  /** Pictures of people who are not enrolled. */
  strangerProbes: number;
  verification: RatesAtThreshold[];
  /** The FPIR is undefined when everybody is enrolled. */
  identification: { threshold: number; fpir: Rate | undefined; fnir: Rate }[];
  /** The FMR at which N persons give a false positive in one search of a hundred, by 1 − (1 − FMR)^N. */
  fmrForTargetFpir: { targetFpir: number; fmr: number };
}

/**
 * The product's own protocol. Verification: each picture of a person with at least four is once the probe; the next three
 * in order (the first follows the last) are enrolled. Strangers, and the other persons' pictures, try each person's first
 * three. Identification: each such probe among all enrolled; a stranger's search that finds anybody is a false positive.
 * Undefined when nobody has four pictures.
 */
export function enrolmentProtocol(
  subjects: readonly Subject[],
  thresholds: readonly number[],
  metric: Metric,
): EnrolmentProtocol | undefined {
  const candidates = [...byPerson(subjects.filter(({ inData }) => inData))].filter(
    ([, pictures]) => pictures.length > REFERENCES && usable(pictures).length >= REFERENCES,
  );
  if (candidates.length === 0) return undefined;
  const gallery = candidates.map(([person, pictures]): Enrolled => ({
    person,
    references: usable(pictures).slice(0, REFERENCES),
  }));
  const enrolled = new Set(gallery.map(({ person }) => person));
  const genuine = candidates.flatMap(([person, pictures]) => searches(person, pictures, gallery, metric));
  const strangers = subjects.filter(({ person, vector }) => vector && !enrolled.has(person));
  const impostors = impostorScores(subjects, gallery, metric);
  const best = strangers.map(({ vector }) => bestOf(vector!, gallery, metric));
  return {
    references: REFERENCES,
    enrolled: gallery.length,
    genuineProbes: genuine.length,
    strangerProbes: strangers.length,
    verification: thresholds.map((threshold) => ({
      threshold,
      fmr: rateOrNone(
        count(impostors, (score) => score >= threshold),
        impostors.length,
      ),
      fnmr: missRate(genuine, ({ own }) => own < threshold),
    })),
    identification: thresholds.map((threshold) => ({
      threshold,
      fpir: rateOrNone(
        count(best, (score) => score >= threshold),
        best.length,
      ),
      fnir: missRate(genuine, ({ own, bestOther }) => own < threshold || bestOther >= own),
    })),
    fmrForTargetFpir: { targetFpir: TARGET_FPIR, fmr: fmrForSearch(TARGET_FPIR, gallery.length) },
  };
}

/** Each picture of the person as the probe once. */
function searches(
  person: number,
  pictures: readonly Subject[],
  gallery: readonly Enrolled[],
  metric: Metric,
): GenuineSearch[] {
  const others = gallery.filter((enrolled) => enrolled.person !== person);
  return pictures.flatMap(({ vector }, index) => {
    if (!vector) return [{ person, own: -Infinity, bestOther: -Infinity }];
    const references = usable([...pictures.slice(index + 1), ...pictures.slice(0, index)]).slice(0, REFERENCES);
    // Where a picture without a vector leaves too few others, the probe is none of this protocol.
    if (references.length < REFERENCES) return [];
    const own = bestScore(vector, references, metric)!.score;
    return [{ person, own, bestOther: bestOf(vector, others, metric) }];
  });
}

/** Best score of each picture against each enrolled person that it does not show. */
function impostorScores(subjects: readonly Subject[], gallery: readonly Enrolled[], metric: Metric): number[] {
  return subjects.flatMap(({ person, vector }) =>
    vector
      ? gallery
          .filter((enrolled) => enrolled.person !== person)
          .map(({ references }) => bestScore(vector, references, metric)!.score)
      : [],
  );
}

function bestOf(vector: Float32Array, gallery: readonly Enrolled[], metric: Metric): number {
  return gallery.reduce((best, { references }) => {
    const { score } = bestScore(vector, references, metric)!;
    return Math.max(best, score);
  }, -Infinity);
}

function missRate(genuine: readonly GenuineSearch[], missed: (search: GenuineSearch) => boolean): Rate {
  const perPerson = [...byPerson(genuine).values()].map((all) => ({
    comparisons: all.length,
    misses: count(all, missed),
  }));
  return rate(count(genuine, missed), genuine.length, bootstrapFnmr(perPerson));
}

function byPerson<T extends { person: number }>(items: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(item.person);
    if (group) group.push(item);
    else groups.set(item.person, [item]);
  }
  return groups;
}

const usable = (pictures: readonly Subject[]): Float32Array[] =>
  pictures.flatMap(({ vector }) => (vector ? [vector] : []));

const count = <T>(items: readonly T[], wanted: (item: T) => boolean): number => items.filter(wanted).length;
