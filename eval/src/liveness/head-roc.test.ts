import { expect, it } from 'vitest';
import { cumulative, LIMITS } from './head-roc.js';

it('refuses people below a limit, and lets pictures in from it on', () => {
  const roc = cumulative([
    { source: 'person', value: 3 },
    { source: 'person', value: -1 },
    { source: 'warp plain', value: -5 },
    { source: 'warp plain', value: -1 },
  ]);
  const at = LIMITS.indexOf(-1);
  expect([roc.people.refused[at], roc.people.refused[at + 1]]).toEqual([0, 0.5]);
  expect([roc.pictures[0]?.accepted[at], roc.pictures[0]?.accepted[at + 1]]).toEqual([0.5, 0]);
  expect(roc.pictures).toMatchObject([{ source: 'warp plain', pairs: 2 }]);
  expect(roc.people.refused).toEqual(roc.people.refused.toSorted((a, b) => a - b));
});

it('is nothing without anybody', () => {
  expect(cumulative([])).toMatchObject({ people: { pairs: 0, refused: LIMITS.map(() => 0) }, pictures: [] });
});
