import { EvenDelivery } from '../delivery.js';
import type { Clip } from '../footage.js';
import type { Material } from '../material/material.js';
import { runSession } from '../session.js';
import { PlayedFilm } from '../visitors/attackers.js';
import type { Effort, Trial } from './trial.js';

/** Milliseconds between the starts that are tried. */
const GRID_MS: Record<Effort, number> = { quick: 2000, full: 500 };
const FRAME_RATES: Record<Effort, readonly number[]> = { quick: [10], full: [5, 8, 10, 14] };
/** At least so much of a film has to be left. */
const LEAST_MS = 2000;
/** Nobody is asked for anything that would end the session before the film does. */
const PATIENCE_MS = 120_000;

/**
 * People who only talk or pull faces: nothing of what they do may look like a fraud. Films from every start on a grid, each played once; the
 * deadlines are put off, so that all of it is watched.
 */
export function naturalTrials(material: Material, effort: Effort): Trial[] {
  return material.films(isNatural).flatMap(({ name, person, film }) => {
    const lastMs = Math.max(0, (film.at(-1)?.atMs ?? 0) - LEAST_MS);
    const starts = Array.from({ length: Math.floor(lastMs / GRID_MS[effort]) + 1 }, (_, i) => i * GRID_MS[effort]);
    return starts.flatMap((startMs) =>
      FRAME_RATES[effort].map((rate): Trial => ({
        kind: 'people who talk',
        bonaFide: true,
        people: [person],
        steps: rate,
        condition: name,
        run: (random, limits) =>
          runSession(
            {
              challenge: ['turn-left', 'look-up'],
              delivery: new EvenDelivery(rate, random),
              limits: { ...limits, sessionMs: PATIENCE_MS, stepDeadlineMs: PATIENCE_MS, restDeadlineMs: PATIENCE_MS },
            },
            new PlayedFilm(film, startMs, 1, true),
            random,
          ),
      })),
    );
  });
}

const isNatural = ({ natural, source }: Clip): boolean => natural && source === 'person';
