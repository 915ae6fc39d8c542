import { endsOf, errorRate, groupBy } from './error-rates.js';
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
  return `${(rate * 100).toFixed(1)} % (${errors}/${sessions})`;
}
