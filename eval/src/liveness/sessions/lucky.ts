import { challengesOf, type Challenge } from '@facegate/face-engine';
import { commonDelivery } from '../delivery.js';
import { seededRandom } from '../../statistics/random.js';
import type { Material } from '../material/material.js';
import { runSession } from '../session.js';
import { PlayedFilm } from '../visitors/attackers.js';
import { filmsOfAll } from './films.js';
import { STEPS, type Effort, type Trial } from './trial.js';

export const LUCKY_STARTS = 50;
/** At most; there are four of two steps. */
const CHALLENGES_OF_A_LENGTH: Record<Effort, number> = { quick: 1, full: 6 };

/** Films of all actions, and for each film and challenge every one of many starts: who prepares a film takes the best. */
export function luckyTrials(material: Material, effort: Effort): Trial[] {
  return filmsOfAll(material)
    .filter((_, i) => i % 3 === 0)
    .flatMap(({ name, person, film }) =>
      STEPS.flatMap((steps) =>
        someOf(steps, CHALLENGES_OF_A_LENGTH[effort]).flatMap((challenge) =>
          Array.from({ length: LUCKY_STARTS }, (_, start): Trial => ({
            kind: 'the luckiest start of a film of all actions',
            bonaFide: false,
            people: [person],
            steps,
            condition: `${name}: ${challenge.join(', ')}`,
            run: (random, limits) => {
              const visitor = new PlayedFilm(film, (start / LUCKY_STARTS) * (film.at(-1)?.atMs ?? 0));
              return runSession({ challenge, delivery: commonDelivery(random), limits }, visitor, random);
            },
          })),
        ),
      ),
    );
}

function someOf(steps: number, most: number): Challenge[] {
  const random = seededRandom(steps);
  return challengesOf(steps)
    .map((challenge) => ({ challenge, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .slice(0, most)
    .map(({ challenge }) => challenge);
}
