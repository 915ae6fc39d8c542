import { PlayedFilm, type Film } from '../attackers.js';
import { ObeyingVisitor } from '../obeying-visitor.js';
import type { SessionCount } from '../report.js';
import { runSession, type Outcome } from '../session.js';
import type { Material } from './material.js';
import { counted, obeying, pick, play } from './play.js';

export function bonaFideSessions(material: Material): SessionCount[] {
  const { people, blinkers, blinks } = material;
  const blinksSeen = blinkers.flatMap(({ film, blinks: times }) => times.map((time) => ({ film, time })));
  const motions = people.flatMap((person) => [...person.scenes.keys()].map((motion) => ({ person, motion })));
  return [
    counted(
      'a blink, as filmed',
      'six people, one session before each blink that can be led up to; nothing but the blink is asked',
      play(blinksSeen.length * 8, (seed, random) => {
        const { film, time } = pick(blinksSeen, seed);
        return blinkAsFilmed(film, time * 1000, random);
      }),
      true,
    ),
    counted(
      'one movement',
      'four people; each stretch between frames of rest',
      play(motions.length * 10, (seed, random) => {
        const { person, motion } = pick(motions, seed);
        return runSession([motion], new ObeyingVisitor(person, blinks, random), random);
      }),
      true,
    ),
    counted(
      'drawn challenges',
      'four people; movements and rest are theirs, the eyes of a blink another person’s',
      play(240, (seed, random) => {
        const { visitor, challenge } = obeying(material, seed, random);
        return runSession(challenge, visitor, random);
      }),
      true,
    ),
  ];
}

/** The film plays on from before a blink; the step is told as soon as the rest is learned. */
function blinkAsFilmed(film: Film, blinkMs: number, random: () => number): Outcome {
  const startMs = blinkMs - 900 - 900 * random();
  const skipped = { end: 'end', detail: '', durationMs: 0, steps: 1, told: [] };
  if (startMs < 0) return skipped;
  const played = new PlayedFilm(film, startMs);
  const untilMs = blinkMs - startMs + 1500;
  let toldAtMs = Infinity;
  const outcome = runSession(
    ['blink'],
    {
      show: (atMs, told) => {
        toldAtMs = told?.atMs ?? toldAtMs;
        return atMs > untilMs ? 'none' : played.show(atMs);
      },
    },
    random,
  );
  // Told too late for this blink to be the answer: nobody obeyed.
  return toldAtMs > blinkMs - startMs - 350 ? skipped : outcome;
}
