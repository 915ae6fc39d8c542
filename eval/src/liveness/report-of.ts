import { LIVENESS_LIMITS } from '@facegate/face-engine';
import { machine } from '../machine.js';
import { endsOf, errorRate } from './error-rates.js';
import type { Footage } from './footage.js';
import { groupBy } from './group-by.js';
import type { LivenessReport, LuckyCount, NaturalRow, RateRow } from './report.js';
import { LUCKY_STARTS } from './sessions/lucky.js';
import type { PlayedPart, PlayedSession } from './sessions/played.js';
import { summaryOf } from './report-summary.js';

/** In the words of a sentence. */
const ATTACKS = [
  { suite: 'screen', what: 'recordings on a screen, each shown when it is asked for' },
  { suite: 'stills', what: 'stills shown in turn' },
  { suite: 'warp', what: 'a photograph turned by its own mesh' },
  { suite: 'film', what: 'films that play regardless, and frames that were tampered with' },
  { suite: 'photo', what: 'a photograph held, moved, tilted or bent' },
] as const;

/** All figures of the sessions that were played. */
export function reportOf(
  { sessions, timesMs }: PlayedPart,
  {
    command,
    footage,
    cues,
    filmCues,
    headRoc,
    morphs,
  }: Pick<LivenessReport, 'command' | 'cues' | 'filmCues' | 'headRoc' | 'morphs'> & { footage: Footage },
): LivenessReport {
  const of = (...suites: PlayedSession['suite'][]): PlayedSession[] =>
    sessions.filter(({ suite }) => suites.includes(suite));
  const honest = of('honest');
  const people = {
    all: rateRow('everybody', honest),
    byPerson: rowsBy(honest, ({ people: [person = ''] }) => person),
    byDelivery: rowsBy(honest, ({ condition }) => condition),
  };
  const groups = ATTACKS.map(({ suite, what }) => ({ what, attacks: rowsBy(of(suite), ({ kind }) => kind) }));
  const lucky = luckyCounts(of('lucky'));
  const steps = of('step');
  return {
    measuredOn: new Date().toISOString().slice(0, 10),
    command,
    machine: machine(),
    footage: {
      clips: footage.clips.length,
      people: new Set([...footage.clips, ...footage.photos].map(({ person }) => person)).size,
      photos: footage.photos.length,
    },
    limits: LIVENESS_LIMITS,
    summary: summaryOf(people, groups, lucky, morphs),
    people,
    natural: naturalRows(of('natural')),
    attacks: groups.flatMap(({ attacks }) => attacks),
    lucky,
    steps: {
      bonaFide: rowsBy(
        steps.filter(({ bonaFide }) => bonaFide),
        ({ kind }) => kind,
      ),
      attacks: rowsBy(
        steps.filter(({ bonaFide }) => !bonaFide),
        ({ kind }) => kind,
      ),
    },
    ...(morphs && { morphs }),
    ...(headRoc && { headRoc }),
    cues,
    filmCues,
    speed: speedOf(timesMs),
  };
}

const rowsBy = (played: readonly PlayedSession[], keyOf: (session: PlayedSession) => string): RateRow[] =>
  [...groupBy(played, keyOf)].map(([name, some]) => rateRow(name, some));

/** Of sessions that are all bona fide, or all attacks. */
export function rateRow(name: string, played: readonly PlayedSession[]): RateRow {
  const isBonaFide = played[0]?.bonaFide ?? false;
  const bySteps = [...groupBy(played, ({ steps }) => String(steps))].toSorted(([a], [b]) => Number(a) - Number(b));
  const byPerson = [...groupBy(played, ({ people: [person = ''] }) => person)]
    .map(([person, some]) => ({ person, rate: errorRate(some, isBonaFide).rate }))
    .toSorted((a, b) => b.rate - a.rate);
  const [worst] = byPerson;
  return {
    name,
    all: errorRate(played, isBonaFide),
    bySteps: bySteps.map(([steps, some]) => ({ steps: Number(steps), rate: errorRate(some, isBonaFide) })),
    ends: endsOf(played),
    ...(worst && byPerson.length > 1 && { worst }),
  };
}

/** What ends a film of somebody who talks without a charge: it is over, or they moved and nobody had asked. */
const NO_ALARM = new Set([
  'end',
  'live',
  'WRONG_ACTION',
  'NO_MOTION',
  'NO_BLINK',
  'NO_REST',
  'NO_RETURN',
  'NO_FACE',
  'SESSION_EXPIRED',
]);

/** Charges against people who only talk: there must be none. */
export const falseAlarms = (played: readonly PlayedSession[]): PlayedSession[] =>
  played.filter(({ suite, end }) => suite === 'natural' && !NO_ALARM.has(end));

const naturalRows = (played: readonly PlayedSession[]): NaturalRow[] =>
  [...groupBy(played, ({ condition }) => condition)].map(([name, films]) => ({
    name,
    films: films.length,
    watchedS: films.reduce((sum, { durationMs }) => sum + durationMs / 1000, 0),
    alarms: endsOf(films.filter(({ end }) => !NO_ALARM.has(end))),
    others: endsOf(films.filter(({ end }) => NO_ALARM.has(end))),
  }));

const luckyCounts = (played: readonly PlayedSession[]): LuckyCount[] =>
  [...groupBy(played, ({ steps }) => String(steps))].map(([steps, some]) => {
    const pairs = [...groupBy(some, ({ condition }) => condition).values()];
    return {
      steps: Number(steps),
      starts: LUCKY_STARTS,
      tried: pairs.length,
      live: pairs.filter((starts) => liveIn(starts) > 0).length,
      liveStarts: liveIn(some),
    };
  });

const liveIn = (starts: readonly PlayedSession[]): number => starts.filter(({ end }) => end === 'live').length;

function speedOf(timesMs: Float32Array): LivenessReport['speed'] {
  const sorted = timesMs.toSorted();
  return {
    frames: sorted.length,
    meanMs: sorted.reduce((sum, ms) => sum + ms, 0) / Math.max(1, sorted.length),
    p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    maxMs: sorted.at(-1) ?? 0,
  };
}
