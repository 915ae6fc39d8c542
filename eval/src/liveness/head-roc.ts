import { headLogOdds } from '@facegate/face-engine';
import { groupBy } from './group-by.js';
import { evidenceOf, fitLimits } from './fit-limits.js';
import type { Material } from './material/material.js';
import { trainingData, type MovementSample } from './material/training-data.js';

/** How many of one kind would be taken for a picture, or for a head, at each limit. */
export interface HeadRoc {
  /** Log odds from which on a session is a head's. */
  limits: readonly number[];
  /** Pairs of a person's movements; the share below each limit: refused. */
  people: { pairs: number; refused: readonly number[] };
  /** Pairs of movements of what is made of photographs; the share from each limit on: let in. */
  pictures: { source: string; pairs: number; accepted: readonly number[] }[];
}

export const LIMITS = [-4, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 2];

/** Of two movements each, the odds by a model that was fitted on everybody else. */
export function headRoc(material: Material): HeadRoc {
  const samples = trainingData(material)
    .movements()
    .filter(({ source }) => source !== 'stills');
  const odds = [...groupBy(samples, ({ person }) => person)].flatMap(([person, own]) => {
    const limits = fitLimits(trainingData(material.without([person])));
    return pairs(own).flatMap(([one, other]) => {
      // Of one photograph, or of one film.
      if (one.source !== other.source || one.rest !== other.rest) return [];
      const value = headLogOdds(evidenceOf([one, other]), limits);
      return value === undefined ? [] : [{ source: one.source, value }];
    });
  });
  return cumulative(odds);
}

interface Odds {
  source: MovementSample['source'];
  value: number;
}

export function cumulative(odds: readonly Odds[]): HeadRoc {
  const of = (wanted: string): number[] => odds.filter(({ source }) => source === wanted).map(({ value }) => value);
  const people = of('person');
  const sources = [...new Set(odds.map(({ source }) => source))].filter((source) => source !== 'person');
  return {
    limits: LIMITS,
    people: { pairs: people.length, refused: LIMITS.map((limit) => share(people, (value) => value < limit)) },
    pictures: sources.map((source) => {
      const values = of(source);
      return {
        source,
        pairs: values.length,
        accepted: LIMITS.map((limit) => share(values, (value) => value >= limit)),
      };
    }),
  };
}

const share = (values: readonly number[], holds: (value: number) => boolean): number =>
  values.length > 0 ? values.filter((value) => holds(value)).length / values.length : 0;

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((one, i) => items.slice(i + 1).map((other): [Item, Item] => [one, other]));
}
