import { LIVENESS_LIMITS } from '@facegate/face-engine';
import { expect, it } from 'vitest';
import { errorRate } from '../liveness/error-rates.js';
import { matchRow } from '../liveness/match-rates.js';
import type { MorphReport, RateRow } from '../liveness/report.js';
import { falseAlarms, reportOf } from '../liveness/report-of.js';
import type { PlayedSession } from '../liveness/sessions/played.js';
import { livenessPage } from './liveness-page.js';

const session = (fields: Partial<PlayedSession>): PlayedSession => ({
  suite: 'honest',
  kind: 'people who obey',
  bonaFide: true,
  people: ['ann'],
  steps: 2,
  condition: '10 a second',
  end: 'live',
  detail: '',
  durationMs: 5000,
  told: 2,
  ...fields,
});

const sessions: PlayedSession[] = [
  ...Array.from({ length: 19 }, () => session({})),
  session({ people: ['bob'], end: 'FLAT_PICTURE', steps: 3 }),
  session({ suite: 'natural', kind: 'people who talk', condition: 'a talk', end: 'JUMP' }),
  session({ suite: 'natural', kind: 'people who talk', condition: 'a talk', end: 'end' }),
  session({ suite: 'warp', kind: 'warp <plain>', bonaFide: false }),
  session({ suite: 'warp', kind: 'warp deep', bonaFide: false, end: 'MOVED_PICTURE' }),
  session({ suite: 'photo', kind: 'photograph, still', bonaFide: false, end: 'NO_MOTION' }),
  session({ suite: 'lucky', kind: 'lucky', bonaFide: false, condition: 'film: blink' }),
  session({ suite: 'lucky', kind: 'lucky', bonaFide: false, condition: 'film: blink', end: 'NO_BLINK' }),
];

const headRoc = {
  limits: [-1, 0],
  people: { pairs: 8, refused: [0, 0.125] },
  pictures: [{ source: 'warp plain', pairs: 4, accepted: [0.75, 0.5] }],
};

const rates: RateRow = { name: 'as themselves', all: errorRate(sessions, true), bySteps: [], ends: {} };
const morphs: MorphReport = {
  share: 0.5,
  fmr: 1e-4,
  attackers: 2,
  accounts: 3,
  pictures: [matchRow('both', 0.453, [{ people: ['ann', 'bob'], score: 0.6 }])],
  proofSessions: rates,
  proofs: [matchRow('the victims’ accounts', 0.518, [{ people: ['ann', 'bob'], score: -0.25 }])],
  shownSessions: [rates],
  shown: [matchRow('shown', 0.518, [])],
};

const report = reportOf(
  { sessions, timesMs: Float32Array.of(1, 2, 3) },
  {
    command: 'pnpm eval liveness',
    footage: { clips: [], photos: [], pictureSets: [] },
    cues: [],
    filmCues: [],
    headRoc,
    morphs,
  },
);
const page = livenessPage(report);

it('the report says first what passes, and who is refused', () => {
  expect(report.summary).toBe(
    'What passes as live: a photograph turned by its own mesh 50 % (1 of 2), most of all “warp <plain>”: 100 % (1 of 1). ' +
      'Nothing passes of a photograph held, moved, tilted or bent (1 sessions). ' +
      'A morph of attacker and victim is both of them to a comparison of pictures for 1 of 1 pairs of people; ' +
      'the proof of the attacker’s live session, which decides, opens the victim’s account for 0 of 1. ' +
      'A film of all actions from its luckiest start: 1 of 1 at 2 steps. ' +
      'Real people who obey are refused in 0 % (0 of 19) at 2 steps, 100 % (1 of 1) at 3 steps; the worst off is bob with 100 %.',
  );
  const first = page.slice(page.indexOf('<p>'), page.indexOf('</p>'));
  expect(first).toContain('“warp &#60;plain&#62;”: 100 % (1 of 1)');
});

it('the report has rates by person with bounds, alarms of people who talk, and lucky starts', () => {
  expect(report.people.byPerson.map(({ name, all }) => [name, all.errors, all.sessions])).toEqual([
    ['ann', 0, 19],
    ['bob', 1, 1],
  ]);
  expect(report.people.all.all.bounds95[1]).toBeGreaterThan(0.2);
  expect(report.natural).toMatchObject([{ name: 'a talk', films: 2, alarms: { JUMP: 1 }, others: { end: 1 } }]);
  expect(report.lucky).toMatchObject([{ steps: 2, tried: 1, live: 1, liveStarts: 1 }]);
  expect(report.limits).toEqual(LIVENESS_LIMITS);
  expect(page).toContain('JUMP 1');
  expect(page).not.toMatch(/NaN|undefined|\[object/);
});

it('the report shows what another limit between heads and moved pictures would cost', () => {
  expect(page).toContain('warp plain let in (4)');
  expect(page).toContain('people refused (8 pairs)');
  expect(page).toContain('75.00');
});

it('the report shows what morphs open, as pictures and where the session decides', () => {
  expect(page).toContain('<h2>Morphs</h2>');
  expect(page).toContain('−0.250');
  expect(page).toContain('1 of 1');
});

it('a charge against somebody who only talks is a false alarm, the end of the film none', () => {
  expect(falseAlarms(sessions).map(({ end }) => end)).toEqual(['JUMP']);
});
