import { comparisonScore, fuse, type Metric } from '@facegate/face-engine';
import { seededRandom } from '../../statistics/random.js';
import { compareSides } from '../fused/compare-sides.js';
import { fusedSets, subsets } from '../fused/draw-sets.js';
import { SESSION_FRAMES, type FootageSession } from '../fused/protocols.js';
import { rate, type Rate } from '../operating-points.js';
import { referencesOf, type Filmed, type FilmedFrame } from './filmed.js';

const DRAWS = 20;
const SEED = 20_266;

/** The same person, filmed or photographed twice: the template of one recording against the other. */
export interface SamePerson {
  /** Names of the recordings; of one alone its two halves. */
  template: string;
  session: string;
  /** Cosines (or the engine's own scores) of single frames, over all pairs of frames. */
  singles: { least: number; median: number };
  /** Of three references fused with five frames fused, over draws of them. */
  fused: { least: number; median: number };
}

/** Everybody in the footage against everybody else: three frames fused with five frames fused. */
export interface OtherPeople {
  persons: number;
  pairs: number;
  highest: number;
  /** Pairs of people of whom any draw matches at the curve's thresholds. */
  matching: { fmr: number; threshold: number; pairs: Rate }[];
}

export interface FootageResult {
  clips: number;
  photos: number;
  persons: number;
  frames: number;
  samePerson: SamePerson[];
  halves: SamePerson[];
  otherPeople: OtherPeople | undefined;
}

/** Sessions for the protocols: of everybody in the footage, with numbers from `firstPerson` on. */
export function sessionsOf(filmed: readonly Filmed[], firstPerson: number): FootageSession[] {
  const people = [...new Set(filmed.map(({ person }) => person))];
  return filmed
    .filter(({ kind, frames }) => kind === 'clip' && frames.length >= SESSION_FRAMES)
    .map(({ person, frames }) => ({
      person: firstPerson + people.indexOf(person),
      frames: frames.map(({ vector }) => vector),
    }));
}

export function evaluateFootage(
  filmed: readonly Filmed[],
  thresholds: readonly { fmr: number; threshold: number }[],
  metric: Metric,
): FootageResult {
  const usable = filmed.filter(({ frames }) => frames.length > 0);
  const clips = usable.filter(({ kind, frames }) => kind === 'clip' && frames.length >= SESSION_FRAMES);
  return {
    clips: clips.length,
    photos: usable.filter(({ kind }) => kind === 'photo').length,
    persons: new Set(usable.map(({ person }) => person)).size,
    frames: usable.reduce((sum, { frames }) => sum + frames.length, 0),
    samePerson: usable.flatMap((template) =>
      clips
        .filter((session) => session !== template && session.person === template.person)
        .map((session) => samePerson(template.name, template.frames, session.name, session.frames, metric)),
    ),
    halves: clips
      .filter(({ frames }) => frames.length >= 4 * SESSION_FRAMES)
      .map(({ name, frames }) => {
        const half = frames.length >> 1;
        return samePerson(name, frames.slice(0, half), name, frames.slice(half), metric);
      }),
    otherPeople: otherPeople(clips, thresholds, metric),
  };
}

function samePerson(
  template: string,
  enrolled: readonly FilmedFrame[],
  session: string,
  shown: readonly FilmedFrame[],
  metric: Metric,
): SamePerson {
  const random = seededRandom(SEED);
  const reference = fuse(referencesOf(enrolled), metric);
  const singles = enrolled.flatMap(({ vector }) => shown.map((frame) => comparisonScore(vector, frame.vector, metric)));
  const fused = subsets(shown.length, Math.min(SESSION_FRAMES, shown.length), DRAWS, random).map((set) =>
    comparisonScore(
      reference,
      fuse(
        set.map((index) => shown[index]!.vector),
        metric,
      ),
      metric,
    ),
  );
  return { template, session, singles: spread(singles), fused: spread(fused) };
}

function spread(scores: readonly number[]): { least: number; median: number } {
  const sorted = scores.toSorted((one, other) => one - other);
  return { least: sorted[0] ?? Number.NaN, median: sorted[sorted.length >> 1] ?? Number.NaN };
}

function otherPeople(
  clips: readonly Filmed[],
  thresholds: readonly { fmr: number; threshold: number }[],
  metric: Metric,
): OtherPeople | undefined {
  const sessions = sessionsOf(clips, 0);
  const persons = new Set(sessions.map(({ person }) => person)).size;
  if (persons < 2) return undefined;
  const templates = clips.map(({ frames }, at) => ({
    person: sessions[at]!.person,
    vector: fuse(referencesOf(frames), metric),
  }));
  const probes = fusedSets(
    sessions.map(({ person, frames }) => ({ person, inData: false, vectors: frames })),
    { most: SESSION_FRAMES, least: SESSION_FRAMES },
    metric,
    DRAWS,
  );
  const { matches, counts } = compareSides(templates, probes, metric, persons);
  const pairs = (persons * (persons - 1)) / 2;
  return {
    persons,
    pairs,
    highest: counts.highest,
    matching: thresholds.map(({ fmr, threshold }) => {
      const found = new Set<string>();
      for (const [k, score] of matches.scores.entries()) {
        if (score < threshold) break;
        found.add([matches.one[k]!, matches.other[k]!].toSorted((one, other) => one - other).join());
      }
      return { fmr, threshold, pairs: rate(found.size, pairs) };
    }),
  };
}
