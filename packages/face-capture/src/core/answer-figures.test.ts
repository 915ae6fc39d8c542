import { expect, test } from 'vitest';
import { NO_FIGURES, withFigures } from './answer-figures.js';

/** Figures after answers at such times, each after such a delay. */
const after = (answers: readonly (readonly [atMs: number, delayMs: number])[]) =>
  answers.reduce(
    (figures, [atMs, delayMs]) => withFigures(figures, { atMs, delayMs, serverMs: delayMs / 2 }),
    NO_FIGURES,
  );

const even = (everyMs: number, count: number, delayMs = 80) =>
  Array.from({ length: count }, (_, index) => [1000 + index * everyMs, delayMs] as const);

test('one answer is no rate', () => {
  expect(after(even(100, 1)).shown).toBeNull();
});

test.each([
  [100, 10],
  [250, 4],
  [2000, 0.5],
  [5000, 0.2],
])('with an answer every %d ms there are %d a second', (everyMs, expected) => {
  expect(after(even(everyMs, 30)).shown).toEqual({ framesPerS: expected, delayMs: 80, serverMs: 40 });
});

test('the delay is the middle one of the last three seconds', () => {
  const slow = even(100, 40, 500);
  const fast = Array.from({ length: 50 }, (_, index) => [5000 + index * 100, index % 10 === 0 ? 900 : 60] as const);
  expect(after([...slow, ...fast]).shown).toMatchObject({ delayMs: 60, serverMs: 30 });
});

test('the figures stand for half a second', () => {
  const stands = after(even(100, 2));
  const soon = withFigures(stands, { atMs: 1300, delayMs: 999, serverMs: 9 });
  expect(soon.shown).toBe(stands.shown);
  expect(withFigures(soon, { atMs: 1600, delayMs: 999, serverMs: 9 }).shown).not.toEqual(stands.shown);
});
