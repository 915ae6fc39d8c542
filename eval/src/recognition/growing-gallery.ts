import { fmrForSearch, type Metric } from '@facegate/face-engine';
import { anyDrawn } from '../statistics/identification.js';
import { matchesDownTo } from '../statistics/person-bootstrap.js';
import { countMatches } from '../statistics/scores.js';
import { compareAll, type Comparisons } from './compare-all.js';
import type { Subject } from './subjects.js';

const SIZES = [10, 30, 100, 300, 1000, 3000, 10_000];
const TARGET_FPIR = 1e-2;

/** 1:N as the product decides it: the threshold follows from N by FPIR ≈ 1 − (1 − FMR)^N. Is that so? */
export interface GalleryPoint {
  /** N: enrolled persons, one reference each. */
  enrolled: number;
  targetFpir: number;
  /** What the formula asks of one comparison, and the threshold that has it. */
  fmr: number;
  threshold: number;
  /** False matches at the threshold among all impostor comparisons: below 30 the threshold itself is hardly known. */
  falseMatches: number;
  /**
   * Mean over all persons' first pictures as probes, each against N persons drawn at random from all others: exact, by
   * counting draws.
   */
  fpir: number;
  /** Share of genuine comparisons below the threshold. */
  fnmr: number;
}

/** For each N that the data has enough people for. */
export function growingGallery(subjects: readonly Subject[], all: Comparisons, metric: Metric): GalleryPoint[] {
  const seen = new Set<number>();
  const firstPictures = subjects.filter(({ person, vector }) => {
    if (!vector || seen.has(person)) return false;
    seen.add(person);
    return true;
  });
  const others = firstPictures.length - 1;
  const { impostor: oneEach } = compareAll(firstPictures, metric);
  return SIZES.filter((enrolled) => enrolled <= others).map((enrolled) => {
    const fmr = fmrForSearch(TARGET_FPIR, enrolled);
    const threshold = all.impostor.counts.thresholdAt(fmr);
    // 1,000,000 of the highest scores are kept: of 10,000 people a fiftieth, and the least N asks for a thousandth.
    const end = matchesDownTo(oneEach, threshold) ?? oneEach.matches.scores.length;
    const matching = new Map<number, number>();
    for (const person of [...oneEach.matches.one.subarray(0, end), ...oneEach.matches.other.subarray(0, end)]) {
      matching.set(person, (matching.get(person) ?? 0) + 1);
    }
    const found = [...matching.values()].reduce((sum, count) => sum + anyDrawn(count, others, enrolled), 0);
    return {
      enrolled,
      targetFpir: TARGET_FPIR,
      fmr,
      threshold,
      falseMatches: all.impostor.counts.atLeast(threshold),
      fpir: found / firstPictures.length,
      fnmr: 1 - countMatches(all.sortedGenuine, threshold) / all.sortedGenuine.length,
    };
  });
}
