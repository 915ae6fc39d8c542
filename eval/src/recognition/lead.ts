import { comparisonScore, type Metric } from '@facegate/face-engine';
import type { Subject } from './subjects.js';

const MARGINS = [0, 0.01, 0.02, 0.05, 0.1];

/** 1:N with a margin to the second person, at one threshold. Shares of the searches of each kind. */
export interface LeadPoint {
  margin: number;
  /** Of enrolled people's probes. */
  enrolled: { identified: number; undecided: number; misidentified: number; unknown: number };
  /** Of strangers' probes. */
  strangers: { identified: number; undecided: number };
}

export interface Lead {
  threshold: number;
  /** N: persons, one reference each. */
  gallery: number;
  enrolledProbes: number;
  strangerProbes: number;
  points: LeadPoint[];
}

interface Search {
  /** Undefined for a stranger. */
  own: number | undefined;
  /** Scores of the best two other persons. */
  others: [best: number, second: number];
}

/**
 * What a margin costs and what it saves. Everybody's first picture is enrolled; further pictures are their owner's probes, and
 * the first ones, with their owner taken out, those of strangers. A search finds the best person at or above the threshold
 * whose lead over the next one is at least the margin; with less it decides nothing.
 */
export function lead(subjects: readonly Subject[], threshold: number, metric: Metric): Lead {
  const gallery = new Map<number, Float32Array>();
  const probes: { person: number; vector: Float32Array; first: boolean }[] = [];
  for (const { person, vector } of subjects) {
    if (!vector) continue;
    probes.push({ person, vector, first: !gallery.has(person) });
    if (!gallery.has(person)) gallery.set(person, vector);
  }
  const searches = probes.map(({ person, vector, first }) => search(vector, person, first, gallery, metric));
  const enrolled = searches.filter(({ own }) => own !== undefined);
  const strangers = searches.filter(({ own }) => own === undefined);
  return {
    threshold,
    gallery: gallery.size,
    enrolledProbes: enrolled.length,
    strangerProbes: strangers.length,
    points: MARGINS.map((margin) => ({
      margin,
      enrolled: {
        identified: share(enrolled, threshold, margin, 'identified'),
        undecided: share(enrolled, threshold, margin, 'undecided'),
        misidentified: share(enrolled, threshold, margin, 'misidentified'),
        unknown: share(enrolled, threshold, margin, 'unknown'),
      },
      strangers: {
        identified: share(strangers, threshold, margin, 'misidentified'),
        undecided: share(strangers, threshold, margin, 'undecided'),
      },
    })),
  };
}

function search(
  probe: Float32Array,
  owner: number,
  stranger: boolean,
  gallery: ReadonlyMap<number, Float32Array>,
  metric: Metric,
): Search {
  let [best, second] = [-Infinity, -Infinity];
  let own: number | undefined;
  for (const [person, reference] of gallery) {
    if (person === owner && stranger) continue;
    const score = comparisonScore(probe, reference, metric);
    if (person === owner) own = score;
    else if (score > best) [best, second] = [score, best];
    else if (score > second) second = score;
  }
  return { own, others: [best, second] };
}

type Outcome = 'identified' | 'undecided' | 'misidentified' | 'unknown';

function outcomeOf({ own = -Infinity, others: [best, second] }: Search, threshold: number, margin: number): Outcome {
  const first = Math.max(own, best);
  if (first < threshold) return 'unknown';
  const next = own >= best ? best : Math.max(own, second);
  if (first - next < margin) return 'undecided';
  return own >= best ? 'identified' : 'misidentified';
}

function share(searches: readonly Search[], threshold: number, margin: number, wanted: Outcome): number {
  const hits = searches.filter((one) => outcomeOf(one, threshold, margin) === wanted);
  return hits.length / searches.length;
}
