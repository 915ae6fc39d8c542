import { expect, test } from 'vitest';
import { readNumber } from './read-number.js';

test.each([
  ['12', 12],
  ['-0.5', -0.5],
  ['.5', 0.5],
  ['1,234,567.89', 1_234_567.89],
  ["1'234.5", 1234.5],
  ['€ 1,200', 1200],
  ['$-3.50', -3.5],
  ['45 %', 45],
  ['1.5e3', 1500],
  ['−7', -7],
])('with a point, %s is %d', (text, value) => {
  expect(readNumber(text, '.')).toBe(value);
});

test.each([
  ['12', 12],
  ['12,5', 12.5],
  ['1.234.567,89', 1_234_567.89],
  ['1 234,5', 1234.5],
  ['1\u00a0234,5', 1234.5],
])('with a comma, %s is %d', (text, value) => {
  expect(readNumber(text, ',')).toBe(value);
});

test.each(['', '-', 'n/a', '1,23', '1.2.3', '12 apples', '12,34,567', '1e999', '%'])(
  'with a point, %j is no number',
  (text) => {
    expect(readNumber(text, '.')).toBeNaN();
  },
);

test.each(['12.5', '1,2,3', '1,234.5'])('with a comma, %j is no number', (text) => {
  expect(readNumber(text, ',')).toBeNaN();
});
