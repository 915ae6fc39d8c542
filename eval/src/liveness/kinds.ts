import {
  challengesOf,
  drawChallenge,
  type Challenge,
  type FrameFacts,
  type LivenessAction,
} from '@facegate/face-engine';
import { exactInterval } from '../statistics/binomial.js';
import { seededRandom } from '../statistics/random.js';
import {
  PhotoVisitor,
  PlayedFilm,
  ReencodedVisitor,
  RepeatingVisitor,
  ShufflingVisitor,
  SwappedVisitor,
  type Film,
  type PhotoTricks,
} from './attackers.js';
import type { MeasuredFrame } from './measured-frames.js';
import type { PhotoSeries } from './measure-footage.js';
import { ObeyingVisitor, type BlinkTrace, type Person } from './obeying-visitor.js';
import { TILTS } from './photo-attack.js';
import type { LuckyCount, SessionCount } from './report.js';
import { runSession, type Outcome, type Visitor } from './session.js';

/** All that sessions are made of. */
export interface Material {
  people: Person[];
  blinks: BlinkTrace[];
  /** Videos with blinks that were seen by eye, and when. */
  blinkers: { name: string; film: Film; blinks: readonly number[] }[];
  /** Nobody blinks in it. */
  staring: Film;
  /** Every video of a real person, as an injected film. */
  films: Film[];
  /** A real person's videos as filmed from a screen. */
  replays: Film[];
  photos: PhotoSeries[];
}

export const toFilm = (frames: readonly MeasuredFrame[]): Film =>
  frames.map(({ atSeconds, facts }) => ({ atMs: atSeconds * 1000, facts }));

type Session = (seed: number, random: () => number) => Outcome;

/** Sessions with seeds of their own: the same on every machine. */
function play(count: number, session: Session): Outcome[] {
  return Array.from({ length: count }, (_, seed) => session(seed, seededRandom(seed + 1)));
}

function counted(kind: string, how: string, outcomes: readonly Outcome[], bonaFide: boolean): SessionCount {
  // Footage that ended before its session has proved nothing.
  const whole = outcomes.filter(({ end }) => end !== 'end');
  const live = whole.filter(({ end }) => end === 'live').length;
  const ends: Record<string, number> = {};
  for (const { end } of outcomes) ends[end] = (ends[end] ?? 0) + 1;
  const errors = bonaFide ? whole.length - live : live;
  return {
    kind,
    how,
    sessions: whole.length,
    live,
    errorRate: errors / Math.max(1, whole.length),
    exact95: whole.length > 0 ? exactInterval(errors, whole.length) : [0, 1],
    ends,
  };
}

const drawn = (random: () => number, without: ReadonlySet<LivenessAction> = new Set()): Challenge =>
  drawChallenge((below) => Math.floor(random() * below), { without });

/** Each movement was filmed once, and a frame that comes twice is refused: challenges with one twice are drawn again. */
function composable(random: () => number, without: ReadonlySet<LivenessAction>): Challenge {
  for (;;) {
    const challenge = drawn(random, without);
    if (new Set(challenge).size === challenge.length) return challenge;
  }
}

/** What the footage of a person does not show, they cannot be asked for. */
const notShown = ({ scenes }: Person): Set<LivenessAction> =>
  new Set((['turn-left', 'turn-right', 'look-up', 'look-down'] as const).filter((motion) => !scenes.has(motion)));

const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

function obeying(
  { people, blinks }: Material,
  seed: number,
  random: () => number,
): { visitor: Visitor; challenge: Challenge } {
  const person = pick(people, seed);
  return { visitor: new ObeyingVisitor(person, blinks, random), challenge: composable(random, notShown(person)) };
}

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

export function attackSessions(material: Material): SessionCount[] {
  const { people, blinks, films, replays, photos } = material;
  const attack = (kind: string, how: string, count: number, session: Session): SessionCount =>
    counted(kind, how, play(count, session), false);
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

const LUCKY_STARTS = 50;
const CHALLENGES_OF_A_LENGTH = 8;

/** Films of all actions; of each number of steps several challenges, and for each film the luckiest of many starts. */
export function luckySessions({ people, blinks }: Material): LuckyCount[] {
  const films = people.map((person, i) => filmOfAll(person, blinks, seededRandom(i + 11)));
  return [2, 3, 4].map((steps) => {
    const all = challengesOf(steps);
    const random = seededRandom(steps);
    const challenges = Array.from({ length: CHALLENGES_OF_A_LENGTH }, () => all[Math.floor(random() * all.length)]!);
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

const FILM_INTERVAL_MS = 85;

/** A film in which a person does all they can, in a random order: what somebody would prepare who knows the game. */
function filmOfAll(person: Person, blinks: readonly BlinkTrace[], random: () => number): Film {
  const visitor = new ObeyingVisitor(person, blinks, random);
  const actions: LivenessAction[] = [...person.scenes.keys(), 'blink' as const]
    .map((action) => ({ action, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ action }) => action);
  const film: { atMs: number; facts: FrameFacts }[] = [];
  let index = -1;
  let nextMs = 700;
  for (let atMs = 0; atMs < 60_000 && index < actions.length; atMs += FILM_INTERVAL_MS) {
    if (atMs >= nextMs) {
      index++;
      const action = actions[index];
      const scene = action && action !== 'blink' ? person.scenes.get(action) : undefined;
      nextMs = atMs + 700 + (scene?.frames.at(-1)?.afterMs ?? 900);
    }
    const action = actions[index];
    const shown = visitor.show(atMs, action && { index, action, atMs: atMs - 200 });
    if (shown === 'end') break;
    if (shown !== 'none') film.push({ atMs, facts: shown });
  }
  return film;
}
