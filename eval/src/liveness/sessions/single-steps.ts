import { commonDelivery } from '../delivery.js';
import type { Clip } from '../footage.js';
import type { Material } from '../material/material.js';
import { runSession, type Outcome } from '../session.js';
import { PlayedFilm, type Film } from '../visitors/attackers.js';
import { ObeyingVisitor } from '../visitors/obeying-visitor.js';
import type { LivenessLimits } from '@facegate/face-engine';
import { tracesFor } from './honest.js';
import { posedSteps } from './posed.js';
import { NOT_PLAYED, notShown, type Effort, type Trial } from './trial.js';

const EACH: Record<Effort, number> = { quick: 4, full: 16 };

/** One step alone, to see what its own test is worth. */
export const singleStepTrials = (material: Material, effort: Effort): Trial[] => [
  ...movements(material, effort),
  ...filmedBlinks(material, effort),
  ...stares(material, effort),
  ...posedSteps(material, effort),
];

function movements(material: Material, effort: Effort): Trial[] {
  return material.people().flatMap((person) =>
    [...person.scenes.keys()].flatMap((motion) =>
      Array.from({ length: EACH[effort] }, (): Trial => ({
        kind: 'people: one movement',
        bonaFide: true,
        people: [person.name],
        steps: 1,
        condition: motion,
        run: (random, limits) => {
          const visitor = new ObeyingVisitor(person, tracesFor(material, person.name), random);
          return runSession(
            { challenge: [motion], without: notShown(person.scenes), delivery: commonDelivery(random), limits },
            visitor,
            random,
          );
        },
      })),
    ),
  );
}

const hasBlinks = ({ source, blinks }: Clip): boolean => source === 'person' && blinks.length > 0;
const isStaring = ({ source, natural, blinks, movements: filmed }: Clip): boolean =>
  source === 'person' && natural && blinks.length === 0 && filmed.length === 0;

const filmedBlinks = (material: Material, effort: Effort): Trial[] =>
  material.films(hasBlinks).flatMap(({ name, person, film, clip }) =>
    clip.blinks.flatMap((blink) =>
      Array.from({ length: EACH[effort] }, (): Trial => ({
        kind: 'people: one blink, as filmed',
        bonaFide: true,
        people: [person],
        steps: 1,
        condition: name,
        run: (random, limits) => blinkAsFilmed(film, blink * 1000, random, limits),
      })),
    ),
  );

/** The film plays on from before a blink; the step is told as soon as the rest is learned. */
function blinkAsFilmed(film: Film, blinkMs: number, random: () => number, limits: LivenessLimits): Outcome {
  const startMs = blinkMs - 900 - 900 * random();
  if (startMs < 0) return NOT_PLAYED;
  const played = new PlayedFilm(film, startMs);
  const untilMs = blinkMs - startMs + 1500;
  let toldAtMs = Infinity;
  const outcome = runSession(
    { challenge: ['blink'], delivery: commonDelivery(random), limits },
    {
      show: (atMs, told) => {
        toldAtMs = told?.atMs ?? toldAtMs;
        return atMs > untilMs ? 'none' : played.show(atMs);
      },
    },
    random,
  );
  // Told too late for this blink to be the answer: nobody obeyed.
  return toldAtMs > blinkMs - startMs - 350 ? NOT_PLAYED : outcome;
}

/** Films of people in which nobody was seen to blink, once through. */
const stares = (material: Material, effort: Effort): Trial[] =>
  material.films(isStaring).flatMap(({ name, person, film }) =>
    Array.from({ length: EACH[effort] }, (_, i): Trial => ({
      kind: 'a face that does not blink: one blink',
      bonaFide: false,
      people: [person],
      steps: 1,
      condition: name,
      run: (random, limits) =>
        runSession(
          { challenge: ['blink'], delivery: commonDelivery(random), limits },
          new PlayedFilm(film, i * 150, 1, true),
          random,
        ),
    })),
  );
