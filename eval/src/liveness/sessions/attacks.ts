import { seededRandom } from '../../statistics/random.js';
import {
  PhotoVisitor,
  PlayedFilm,
  ReencodedVisitor,
  RepeatingVisitor,
  ShufflingVisitor,
  SwappedVisitor,
  type Film,
  type PhotoTricks,
} from '../attackers.js';
import { ObeyingVisitor } from '../obeying-visitor.js';
import { TILTS } from '../photo-attack.js';
import type { SessionCount } from '../report.js';
import { runSession, type Visitor } from '../session.js';
import { filmOfAll } from './film-of-all.js';
import type { Material } from './material.js';
import { composable, counted, drawn, notShown, obeying, pick, play, type Session } from './play.js';

const attack = (kind: string, how: string, count: number, session: Session): SessionCount =>
  counted(kind, how, play(count, session), false);

export function attackSessions(material: Material): SessionCount[] {
  const { people, blinks, films, replays, photos } = material;
  const photo = (kind: string, how: string, tricks: (random: () => number) => PhotoTricks): SessionCount =>
    attack(kind, `${photos.length} photographs, drawn challenges; ${how}`, photos.length * 12, (seed, random) =>
      runSession(drawn(random), new PhotoVisitor(pick(photos, seed), tricks(random), random), random),
    );
  const film = (kind: string, how: string, list: readonly Film[], each: number, speed = 1): SessionCount =>
    attack(kind, how, list.length * each, (seed, random) => {
      const chosen = pick(list, seed);
      return runSession(drawn(random), new PlayedFilm(chosen, random() * (chosen.at(-1)?.atMs ?? 0), speed), random);
    });
  const altered = (kind: string, how: string, alter: (inner: Visitor, random: () => number) => Visitor): SessionCount =>
    attack(kind, `a person who obeys, but ${how}`, 80, (seed, random) => {
      const { visitor, challenge } = obeying(material, seed, random);
      return runSession(challenge, alter(visitor, random), random);
    });
  const everything = people.flatMap((person) => [1, 2, 3].map((seed) => filmOfAll(person, blinks, seededRandom(seed))));
  return [
    photo('photograph, still', 'held as by a stand', () => ({ swayPx: 0 })),
    photo('photograph, moved', 'swayed by a hand', () => ({ swayPx: 12 })),
    ...Object.keys(TILTS).flatMap((tilt) => [
      photo(`photograph, ${tilt}`, 'answers each movement with a tilt', () => ({ tilt, swayPx: 3 })),
      photo(`photograph, ${tilt}, painted lids`, 'and each blink with painted lids', () => ({
        tilt,
        blink: 'painted',
        swayPx: 3,
      })),
      photo(`photograph, ${tilt}, real blinks`, 'and each blink with the eyes of a real one', (random) => ({
        tilt,
        blink: pick(blinks, Math.floor(random() * blinks.length)),
        swayPx: 3,
      })),
    ]),
    film('video, whatever is asked', 'videos of twelve real people, injected, from a random start', films, 20),
    film('video, half as fast', 'the same, played slowly', films, 10, 0.5),
    film('video of all actions', 'composed films with every movement and a blink, from a random start', everything, 20),
    film('screen replay', 'videos of a screen that shows a person, from a random start', replays, 40),
    attack('two people swapped', 'both obey; the second takes over at a step', 120, (seed, random) => {
      const [first, second] = [pick(people, seed), pick(people, seed + 1 + (seed % (people.length - 1)))];
      const challenge = composable(random, new Set([...notShown(first), ...notShown(second)]));
      const atStep = Math.floor(random() * challenge.length);
      const visitors = [first, second].map((person) => new ObeyingVisitor(person, blinks, random));
      return runSession(challenge, new SwappedVisitor(visitors[0]!, visitors[1]!, atStep), random);
    }),
    altered(
      'frames reordered',
      'of every four frames any is sent',
      (inner, random) => new ShufflingVisitor(inner, 4, random),
    ),
    altered('frames repeated', 'each frame comes twice', (inner) => new RepeatingVisitor(inner, 2)),
    altered('frames repeated, encoded anew', 'each frame comes three times, never the same bytes', (inner, random) => {
      return new ReencodedVisitor(new RepeatingVisitor(inner, 3), random);
    }),
    attack('perfect loop', 'a film of every action without a seam, over and over, encoded anew', 80, (seed, random) => {
      const loop = pick(everything, seed);
      const played = new PlayedFilm(loop, random() * (loop.at(-1)?.atMs ?? 0));
      return runSession(drawn(random), new ReencodedVisitor(played, random), random);
    }),
  ];
}
