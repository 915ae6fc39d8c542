import { challengesOf, type Challenge } from '@facegate/face-engine';
import { seededRandom } from '../../statistics/random.js';
import { PlayedFilm, type Film } from '../attackers.js';
import type { LuckyCount } from '../report.js';
import { runSession } from '../session.js';
import { filmOfAll } from './film-of-all.js';
import type { Material } from './material.js';
import { play } from './play.js';

const LUCKY_STARTS = 50;
/** At most; there are four of two steps. */
const CHALLENGES_OF_A_LENGTH = 20;
const FILMS_OF_A_PERSON = 2;

/** Films of all actions; of each number of steps several challenges, and for each film the luckiest of many starts. */
export function luckySessions({ people, blinks }: Material): LuckyCount[] {
  const films = Array.from({ length: people.length * FILMS_OF_A_PERSON }, (_, i) =>
    filmOfAll(people[i % people.length]!, blinks, seededRandom(i + 11)),
  );
  return [2, 3, 4].map((steps) => {
    const all = challengesOf(steps);
    const random = seededRandom(steps);
    const challenges = all
      .map((challenge) => ({ challenge, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, CHALLENGES_OF_A_LENGTH)
      .map(({ challenge }) => challenge);
    const liveOf = films.flatMap((film) => challenges.map((challenge) => liveStarts(film, challenge)));
    return {
      steps,
      starts: LUCKY_STARTS,
      tried: liveOf.length,
      live: liveOf.filter((live) => live > 0).length,
      liveStarts: liveOf.reduce((sum, live) => sum + live, 0),
    };
  });
}

function liveStarts(film: Film, challenge: Challenge): number {
  const lengthMs = film.at(-1)?.atMs ?? 0;
  return play(LUCKY_STARTS, (seed, random) =>
    runSession(challenge, new PlayedFilm(film, (seed / LUCKY_STARTS) * lengthMs), random),
  ).filter(({ end }) => end === 'live').length;
}
