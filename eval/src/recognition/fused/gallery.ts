import { comparisonScore, fuse, type Metric } from '@facegate/face-engine';
import { rate, type Rate } from '../operating-points.js';
import { forEachTile, TILE_COLUMNS, VectorBlock, type OwnedVector } from '../vector-block.js';
import type { PersonPictures } from './draw-sets.js';
import { REFERENCES, SESSION_FRAMES } from './protocols.js';

const MARGINS = [0, 0.01, 0.02, 0.05, 0.1];

/** 1:N with a margin to the second person, at one threshold. Shares of the searches of each kind. */
export interface LeadPoint {
  margin: number;
  /** Of enrolled people's probes. */
  enrolled: Record<Outcome, Rate>;
  /** Of strangers' probes. */
  strangers: { identified: Rate; undecided: Rate };
}

export interface FusedGallery {
  threshold: number;
  /** N: one fused template a person. */
  gallery: number;
  enrolledProbes: number;
  enrolledPersons: number;
  strangerProbes: number;
  points: LeadPoint[];
}

type Outcome = 'identified' | 'undecided' | 'misidentified' | 'unknown';

interface Search {
  person: number;
  probe: Float32Array;
  /** The score with the person's own template; −∞ for a stranger. */
  own: number;
  /** Scores of the best two other people. */
  best: number;
  second: number;
}

/**
 * Searches among everybody's fused template, and what a margin costs and saves. The gallery has each person's first three pictures
 * (or as many as there are) fused. Of people of the data with more, each picture and the two after it (the first follows the last) are once
 * the template and up to five of the others, fused, the probe. Strangers' probes are everybody's pictures, up to five fused, with their
 * owner taken out. A search finds the best person at or above the threshold whose lead over the next is at least the margin; with less it
 * decides nothing.
 */
export function fusedGallery(people: readonly PersonPictures[], threshold: number, metric: Metric): FusedGallery {
  const gallery = people.map(({ person, vectors }) => ({ person, vector: fuse(vectors.slice(0, REFERENCES), metric) }));
  const enrolled = people.filter(({ inData }) => inData).flatMap((owner) => ownersSearches(owner, metric));
  const strangers = people.map(({ person, vectors }): Search => ({
    ...NOTHING_FOUND,
    person,
    probe: fuse(vectors.slice(0, SESSION_FRAMES), metric),
  }));
  findOthers([...enrolled, ...strangers], gallery, metric);
  return {
    threshold,
    gallery: gallery.length,
    enrolledProbes: enrolled.length,
    enrolledPersons: new Set(enrolled.map(({ person }) => person)).size,
    strangerProbes: strangers.length,
    points: MARGINS.map((margin) => {
      const share = (searches: readonly Search[], wanted: Outcome): Rate =>
        rate(searches.filter((search) => outcomeOf(search, threshold, margin) === wanted).length, searches.length);
      return {
        margin,
        enrolled: {
          identified: share(enrolled, 'identified'),
          undecided: share(enrolled, 'undecided'),
          misidentified: share(enrolled, 'misidentified'),
          unknown: share(enrolled, 'unknown'),
        },
        strangers: { identified: share(strangers, 'misidentified'), undecided: share(strangers, 'undecided') },
      };
    }),
  };
}

const NOTHING_FOUND = { own: -Infinity, best: -Infinity, second: -Infinity };

function ownersSearches({ person, vectors }: PersonPictures, metric: Metric): Search[] {
  if (vectors.length <= REFERENCES) return [];
  return vectors.map((_, first) => {
    const turned = [...vectors.slice(first), ...vectors.slice(0, first)];
    const template = fuse(turned.slice(0, REFERENCES), metric);
    const probe = fuse(turned.slice(REFERENCES, REFERENCES + SESSION_FRAMES), metric);
    return { ...NOTHING_FOUND, person, probe, own: comparisonScore(template, probe, metric) };
  });
}

/** Notes the best two people of the gallery who are not the searcher. */
function findOthers(searches: readonly Search[], gallery: readonly OwnedVector[], metric: Metric): void {
  const probes = new VectorBlock(
    searches.map(({ person, probe }) => ({ person, vector: probe })),
    metric,
  );
  const templates = new VectorBlock(gallery, metric);
  forEachTile(probes, templates, ({ firstRow, rows, firstColumn, columns, scores }) => {
    for (let row = 0; row < rows; row++) {
      const search = searches[firstRow + row]!;
      for (let column = 0; column < columns; column++) {
        if (templates.persons[firstColumn + column] === search.person) continue;
        const score = scores[row * TILE_COLUMNS + column]!;
        if (score > search.best) [search.best, search.second] = [score, search.best];
        else if (score > search.second) search.second = score;
      }
    }
  });
}

function outcomeOf({ own, best, second }: Search, threshold: number, margin: number): Outcome {
  const first = Math.max(own, best);
  if (first < threshold) return 'unknown';
  const next = own >= best ? best : Math.max(own, second);
  if (first - next < margin) return 'undecided';
  return own >= best ? 'identified' : 'misidentified';
}
