import { PhotoVisitor, PlayedFilm } from '../attackers.js';
import { ObeyingVisitor } from '../obeying-visitor.js';
import { TILTS } from '../photo-attack.js';
import type { SessionCount } from '../report.js';
import { runSession } from '../session.js';
import type { Material } from './material.js';
import { composable, counted, notShown, pick, play } from './play.js';

/** One step alone. */
export function partSessions({ photos, blinks, staring, people }: Material): SessionCount[] {
  const turns = ['turn-left', 'turn-right', 'look-up', 'look-down'] as const;
  const oneTilt = (tilt: string): SessionCount =>
    counted(
      `one movement: photograph, ${tilt}`,
      `${photos.length} photographs, each movement alone`,
      play(photos.length * turns.length * 3, (seed, random) => {
        const motion = pick(turns, Math.floor(seed / photos.length));
        return runSession([motion], new PhotoVisitor(pick(photos, seed), { tilt, swayPx: 3 }, random), random);
      }),
      false,
    );
  return [
    ...Object.keys(TILTS).map(oneTilt),
    counted(
      'one blink: painted lids',
      `${photos.length} photographs; nothing but the blink is asked`,
      play(photos.length * 4, (seed, random) =>
        runSession(['blink'], new PhotoVisitor(pick(photos, seed), { blink: 'painted', swayPx: 3 }, random), random),
      ),
      false,
    ),
    counted(
      'one blink: a face that does not blink',
      'a real person who stares, from ten starts',
      play(10, (seed, random) => runSession(['blink'], new PlayedFilm(staring, seed * 150), random)),
      false,
    ),
    counted(
      'recordings of every action, each shown when it is asked for',
      'what no test here refuses: the bona fide sessions themselves',
      play(60, (seed, random) => {
        const person = pick(people, seed);
        return runSession(composable(random, notShown(person)), new ObeyingVisitor(person, blinks, random), random);
      }),
      false,
    ),
  ];
}
