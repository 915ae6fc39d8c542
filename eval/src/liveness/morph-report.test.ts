import { expect, it } from 'vitest';
import { proofRows, shownRows } from './morph-report.js';
import type { PlayedSession } from './sessions/played.js';

const session = (fields: Partial<PlayedSession>): PlayedSession => ({
  suite: 'morph',
  kind: '',
  bonaFide: true,
  people: ['ann'],
  steps: 2,
  condition: '',
  end: 'live',
  detail: '',
  durationMs: 0,
  told: 0,
  ...fields,
});

it('the proof of each live session is compared with every other account, and with the attacker’s own', () => {
  const rows = proofRows([
    session({ steps: 3, scores: { ann: 0.9, bob: 0.2, cat: 0.1 } }),
    session({ scores: { ann: 0.9, bob: 0.6, cat: 0.1 } }),
    session({ end: 'NO_MOTION' }),
  ]);
  expect(rows.map(({ name, matches, comparisons }) => [name, matches, comparisons])).toEqual([
    ['the victims’ accounts', 1, 4],
    ['the victims’ accounts, 2 steps', 1, 2],
    ['the victims’ accounts, 3 steps', 0, 2],
    ['the attacker’s own', 2, 2],
  ]);
  expect(rows[0]?.threshold).toBeCloseTo(0.518, 3);
});

it('a morph that is shown opens what its live sessions do, of all that were played', () => {
  const shown = { bonaFide: false, people: ['ann', 'bob'] };
  const rows = shownRows('shown', [
    session({ ...shown, scores: { ann: 0.3, bob: 0.7 } }),
    session({ ...shown, end: 'MOVED_PICTURE' }),
    session({ ...shown, end: 'MOVED_PICTURE' }),
    session({ ...shown, end: 'end' }),
  ]);
  expect(rows.map(({ matches, comparisons }) => [matches, comparisons])).toEqual([
    [1, 3],
    [1, 1],
    [0, 1],
  ]);
});
