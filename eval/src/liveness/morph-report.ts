import { cosineSimilarity, ENGINES, thresholdAt, type ComparisonKind } from '@facegate/face-engine';
import { groupBy } from './group-by.js';
import { matchRow, type Comparison, type MatchRow } from './match-rates.js';
import type { Material } from './material/material.js';
import { MORPH_PICTURES, morphOf, morphPairs, type MorphPair, type MorphPicture } from './material/morph-pairs.js';
import { MORPH_SHARE } from './render/morph.js';
import type { MorphReport } from './report.js';
import { rateRow } from './report-of.js';
import { MORPH_SHOWN, OWN_FACE } from './sessions/morphs.js';
import type { PlayedSession } from './sessions/played.js';

/** `FACEGATE_TARGET_FMR` when nothing is configured. */
const TARGET_FMR = 1e-4;

const thresholdOf = (kind: ComparisonKind): number => {
  const threshold = thresholdAt(ENGINES.sface.fmrCurves[kind], TARGET_FMR);
  if (threshold === undefined) throw new Error(`there is no threshold of ${kind} at ${TARGET_FMR}`);
  return threshold;
};

/** Undefined where the footage has nobody who could attack somebody. */
export function morphReport(material: Material, sessions: readonly PlayedSession[]): MorphReport | undefined {
  const pairs = morphPairs(material);
  if (pairs.length === 0) return undefined;
  const own = sessions.filter(({ kind }) => kind === OWN_FACE);
  const shown = Object.values(MORPH_SHOWN).map((name) => ({
    name,
    played: sessions.filter(({ kind }) => kind === name),
  }));
  return {
    share: MORPH_SHARE,
    fmr: TARGET_FMR,
    attackers: new Set(pairs.map(({ attacker }) => attacker.person)).size,
    accounts: new Set(pairs.flatMap(({ attacker, victim }) => [attacker.person, victim.person])).size,
    pictures: pictureRows(material, pairs),
    proofSessions: rateRow('the attacker as themselves', own),
    proofs: proofRows(own),
    shownSessions: shown.map(({ name, played }) => rateRow(name, played)),
    shown: shown.flatMap(({ name, played }) => shownRows(name, played)),
  };
}

const WORDS: Readonly<Record<MorphPicture, string>> = {
  attacker: 'in the attacker’s picture',
  victim: 'in the victim’s picture',
};

function pictureRows(material: Material, pairs: readonly MorphPair[]): MatchRow[] {
  const threshold = thresholdOf('template-picture');
  const sent = pairs.map((pair) => ({ pair, of: MORPH_PICTURES.map((picture) => scoresOf(material, pair, picture)) }));
  const row = (name: string, score: (of: readonly PictureScores[]) => number | undefined): MatchRow =>
    matchRow(
      name,
      threshold,
      sent.map(({ pair, of }) => ({ people: peopleOf(pair), score: score(of) })),
    );
  return [
    ...MORPH_PICTURES.flatMap((picture, at) => [
      row(`${WORDS[picture]}: the victim’s account`, (of) => of[at]?.victim),
      row(`${WORDS[picture]}: the attacker’s own`, (of) => of[at]?.attacker),
      row(`${WORDS[picture]}: both`, (of) => of[at]?.both),
    ]),
    row('the better of the two: both', (of) => highest(of.flatMap(({ both }) => both ?? []))),
  ];
}

const highest = (scores: readonly number[]): number | undefined =>
  scores.length > 0 ? Math.max(...scores) : undefined;

const peopleOf = ({ attacker, victim }: MorphPair): Comparison['people'] => [attacker.person, victim.person];

interface PictureScores {
  victim?: number;
  attacker?: number;
  /** The lesser: both match from there on. */
  both?: number;
}

/** Nothing where no face was found in the morph. */
function scoresOf(material: Material, pair: MorphPair, picture: MorphPicture): PictureScores {
  const vector = material.sent(morphOf(pair, picture))?.face?.embedding;
  if (!vector) return {};
  const victim = cosineSimilarity(vector, pair.victim.template);
  const attacker = cosineSimilarity(vector, pair.attacker.template);
  return { victim, attacker, both: Math.min(victim, attacker) };
}

/** Of live sessions: each against every other account, and against the attacker's own. */
export function proofRows(played: readonly PlayedSession[]): MatchRow[] {
  const threshold = thresholdOf('template-session');
  const live = played.filter(({ end }) => end === 'live');
  const bySteps = [...groupBy(live, ({ steps }) => String(steps))].toSorted(([a], [b]) => Number(a) - Number(b));
  return [
    matchRow('the victims’ accounts', threshold, live.flatMap(withOthers)),
    ...bySteps.map(([steps, some]) =>
      matchRow(`the victims’ accounts, ${steps} steps`, threshold, some.flatMap(withOthers)),
    ),
    matchRow(
      'the attacker’s own',
      threshold,
      live.map((session) => against(session, attackerOf(session))),
    ),
  ];
}

/** Of sessions as the morph: what of all of them opens the victim's account, and what of those that ended live opens whose. */
export function shownRows(name: string, played: readonly PlayedSession[]): MatchRow[] {
  const threshold = thresholdOf('template-session');
  const whole = played.filter(({ end }) => end !== 'end');
  const live = whole.filter(({ end }) => end === 'live');
  const row = (which: string, some: readonly PlayedSession[], whose: (session: PlayedSession) => string): MatchRow =>
    matchRow(
      `${name}: ${which}`,
      threshold,
      some.map((session) => against(session, whose(session))),
    );
  return [
    row('of all sessions, live and the victim’s account', whole, victimOf),
    row('of live sessions, the victim’s account', live, victimOf),
    row('of live sessions, the attacker’s own', live, attackerOf),
  ];
}

const attackerOf = ({ people }: PlayedSession): string => people[0] ?? '';
const victimOf = ({ people }: PlayedSession): string => people[1] ?? '';

/** A session that did not end live has no proof, and so no score. */
const against = (session: PlayedSession, account: string): Comparison => ({
  people: [attackerOf(session), account],
  score: session.scores?.[account],
});

const withOthers = (session: PlayedSession): Comparison[] =>
  Object.keys(session.scores ?? {})
    .filter((account) => account !== attackerOf(session))
    .map((account) => against(session, account));
