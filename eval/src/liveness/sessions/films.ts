import { commonDelivery } from '../delivery.js';
import { seededRandom } from '../../statistics/random.js';
import type { Clip } from '../footage.js';
import type { Material, OfPerson } from '../material/material.js';
import { runSession, type Visitor } from '../session.js';
import {
  PlayedFilm,
  ReencodedVisitor,
  RepeatingVisitor,
  ShufflingVisitor,
  SwappedVisitor,
  type Film,
} from '../visitors/attackers.js';
import { ObeyingVisitor } from '../visitors/obeying-visitor.js';
import type { Person } from '../visitors/person.js';
import { filmOfAll } from './film-of-all.js';
import { tracesFor } from './honest.js';
import { drawn, NOT_PLAYED, notShown, STEPS, type Effort, type Trial } from './trial.js';

const EACH: Record<Effort, number> = { quick: 2, full: 8 };
const FILMS_OF_ALL = 3;

interface Shown {
  kind: string;
  films: readonly OfPerson<{ film: Film }>[];
  speed?: number;
  /** Encoded anew each time, so that no bytes come twice. */
  reencoded?: boolean;
}

const isReal = ({ source }: Clip): boolean => source === 'person';

/** Films that play whatever is asked, and people whose frames somebody tampers with. */
export function filmTrials(material: Material, effort: Effort): Trial[] {
  const real = material.films(isReal);
  const everything = filmsOfAll(material);
  const shown: Shown[] = [
    { kind: 'video, whatever is asked', films: real },
    { kind: 'video, half as fast', films: real, speed: 0.5 },
    { kind: 'video of all actions', films: everything },
    { kind: 'screen, whatever is asked', films: material.films((clip) => !isReal(clip)) },
    { kind: 'perfect loop', films: everything, reencoded: true },
  ];
  return [...shown.flatMap((one) => played(one, EACH[effort])), ...tampered(material, effort)];
}

export const filmsOfAll = (material: Material): OfPerson<{ film: Film }>[] =>
  material.people().flatMap((person) =>
    Array.from({ length: FILMS_OF_ALL }, (_, i) => ({
      name: `${person.name} ${i}`,
      person: person.name,
      film: filmOfAll(person, tracesFor(material, person.name), seededRandom(i + 1)),
    })),
  );

const played = ({ kind, films, speed, reencoded }: Shown, each: number): Trial[] =>
  films.flatMap(({ name, person, film }) =>
    STEPS.flatMap((steps) =>
      Array.from({ length: each }, (): Trial => ({
        kind,
        bonaFide: false,
        people: [person],
        steps,
        condition: name,
        run: (random, limits) => {
          const startMs = random() * (film.at(-1)?.atMs ?? 0);
          const visitor = new PlayedFilm(film, startMs, speed);
          const challenge = drawn(steps, random)!;
          return runSession(
            { challenge, delivery: commonDelivery(random), limits },
            reencoded ? new ReencodedVisitor(visitor, random) : visitor,
            random,
          );
        },
      })),
    ),
  );

const TAMPERED: Readonly<Record<string, (inner: Visitor, random: () => number) => Visitor>> = {
  'frames reordered': (inner, random) => new ShufflingVisitor(inner, 4, random),
  'frames repeated': (inner) => new RepeatingVisitor(inner, 2),
  'frames repeated, encoded anew': (inner, random) => new ReencodedVisitor(new RepeatingVisitor(inner, 3), random),
};

interface TamperedKind {
  kind: string;
  person: Person;
  /** Who takes over. */
  other?: Person;
  make: (random: () => number, steps: number) => Visitor;
}

function tampered(material: Material, effort: Effort): Trial[] {
  const people = material.people();
  return people.flatMap((person, i) => {
    const obeying = (random: () => number, who = person): Visitor =>
      new ObeyingVisitor(who, tracesFor(material, who.name), random);
    const others = people.filter(({ name }) => name !== person.name);
    const other = others[(i + Math.floor(others.length / 2)) % Math.max(1, others.length)];
    const kinds: TamperedKind[] = Object.entries(TAMPERED).map(([kind, alter]) => ({
      kind,
      person,
      make: (random) => alter(obeying(random), random),
    }));
    if (other) {
      const swap = (random: () => number, steps: number): Visitor =>
        new SwappedVisitor(obeying(random), obeying(random, other), Math.floor(random() * steps));
      kinds.push({ kind: 'two people swapped', person, other, make: swap });
    }
    return kinds.flatMap((kind) =>
      STEPS.flatMap((steps) => Array.from({ length: EACH[effort] }, () => tamperedTrial(kind, steps))),
    );
  });
}

function tamperedTrial({ kind, person, other, make }: TamperedKind, steps: number): Trial {
  return {
    kind,
    bonaFide: false,
    people: [person.name, ...(other ? [other.name] : [])],
    steps,
    condition: person.name,
    run: (random, limits) => {
      const without = new Set([...notShown(person.scenes), ...(other ? notShown(other.scenes) : [])]);
      const challenge = drawn(steps, random, without);
      if (!challenge) return NOT_PLAYED;
      return runSession({ challenge, delivery: commonDelivery(random), limits, without }, make(random, steps), random);
    },
  };
}
