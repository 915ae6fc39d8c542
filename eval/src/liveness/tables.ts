import { endsOf, errorRate } from './error-rates.js';
import { groupBy } from './group-by.js';
import type { MatchRow } from './match-rates.js';
import type { MorphReport, RateRow } from './report.js';
import type { PlayedSession } from './sessions/played.js';

type Row = Record<string, string | number>;

/** Tables for a terminal: who is refused and what is let in, by number of steps, and how sessions ended. */
export function printTables(played: readonly PlayedSession[]): void {
  const of = (...suites: PlayedSession['suite'][]): PlayedSession[] =>
    played.filter(({ suite }) => suites.includes(suite));
  const honest = of('honest');
  if (honest.length > 0) {
    console.log('\nPeople who obey: refused (BPCER)');
    console.table(rows([['everybody', honest], ...byPerson(honest)], true, 'steps'));
    console.table(
      rows(
        [...groupBy(honest, ({ condition }) => condition)].map(([name, some]) => [name, some] as const),
        true,
        'steps',
      ),
    );
  }
  const natural = of('natural');
  if (natural.length > 0) {
    console.log('\nPeople who only talk: how the films ended');
    console.table(
      rows(
        [...groupBy(natural, ({ condition }) => condition)].map(([name, some]) => [name, some] as const),
        true,
        'none',
      ),
    );
  }
  const attacks = of('warp', 'stills', 'photo', 'film', 'screen', 'lucky');
  if (attacks.length > 0) {
    console.log('\nAttacks: accepted (APCER)');
    console.table(
      rows(
        [...groupBy(attacks, ({ kind }) => kind)].map(([name, some]) => [name, some] as const),
        false,
        'steps',
      ),
    );
  }
}

/** What morphs open: as pictures, in proofs, and shown. */
export function printMorphs({ pictures, proofSessions, proofs, shownSessions, shown }: MorphReport): void {
  console.log('\nMorphs: the picture that is sent, if it decided');
  console.table(matchRows(pictures));
  console.log('\nMorphs: the proof of the attacker’s own live sessions, which decides');
  console.table(matchRows(proofs));
  console.log('\nMorphs: sessions of the attacker as themselves (errors: refused), and as the morph (errors: live)');
  console.table(Object.fromEntries([proofSessions, ...shownSessions].map((row) => [row.name, sessionColumns(row)])));
  console.log('\nMorphs: what the morph opens in front of the camera');
  console.table(matchRows(shown));
}

function matchRows(all: readonly MatchRow[]): Record<string, Row> {
  return Object.fromEntries(
    all.map(({ name, comparisons, matches, rate, bounds95, pairs, pairsMatched, threshold, scores }) => [
      name,
      {
        match: `${percent(rate)} (${matches}/${comparisons})`,
        'at most (95 %)': percent(bounds95[1]),
        pairs: `${pairsMatched} of ${pairs}`,
        threshold: threshold.toFixed(3),
        scores: scores?.map((score) => score.toFixed(3)).join(' … ') ?? '',
      },
    ]),
  );
}

const sessionColumns = ({ all: { errors, sessions, rate, bounds95 }, ends }: RateRow): Row => ({
  errors: `${percent(rate)} (${errors}/${sessions})`,
  'at most (95 %)': percent(bounds95[1]),
  ends: Object.entries(ends)
    .map(([end, count]) => `${end} ${count}`)
    .join(', '),
});

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const byPerson = (played: readonly PlayedSession[]): (readonly [string, PlayedSession[]])[] =>
  [...groupBy(played, ({ people }) => people[0] ?? '')].toSorted(([a], [b]) => a.localeCompare(b));

function rows(
  groups: readonly (readonly [string, readonly PlayedSession[]])[],
  isBonaFide: boolean,
  columns: 'steps' | 'none',
): Record<string, Row> {
  return Object.fromEntries(
    groups.map(([name, played]) => {
      const row: Row = columns === 'none' ? {} : rateColumns(played, isBonaFide);
      const ends = Object.entries(endsOf(played)).map(([end, count]) => `${end} ${count}`);
      return [name, { ...row, ends: ends.slice(0, 7).join(', ') }];
    }),
  );
}

function rateColumns(played: readonly PlayedSession[], isBonaFide: boolean): Row {
  const bySteps = [...groupBy(played, ({ steps }) => String(steps))].toSorted(([a], [b]) => Number(a) - Number(b));
  const row: Row = { all: text(played, isBonaFide) };
  for (const [steps, some] of bySteps) row[`${steps} steps`] = text(some, isBonaFide);
  return row;
}

function text(played: readonly PlayedSession[], isBonaFide: boolean): string {
  const { errors, sessions, rate } = errorRate(played, isBonaFide);
  return `${percent(rate)} (${errors}/${sessions})`;
}
