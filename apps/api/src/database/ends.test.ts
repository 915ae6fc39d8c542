import { expect, it } from 'vitest';
import { isOver, stillAlive } from './ends.js';

const NOW = Date.UTC(2026, 10, 20);
const MINUTE = 60_000;

it('what is over and what is alive are bounded by the same times', () => {
  const bounds = [new Date(NOW), new Date(NOW + 6 * MINUTE)];
  expect(stillAlive(5 * MINUTE, NOW).value).toEqual(bounds);
  const over = isOver(5 * MINUTE, NOW).value as unknown as { value: Date }[];
  expect(over.map(({ value }) => value)).toEqual(bounds);
});
