import { expect, test } from 'vitest';
import { placeToReturn } from './place-to-return.js';

test.each([
  [{ from: '/dashboard' }, '/dashboard'],
  [{ from: '//evil.example' }, null],
  [{ from: '/\\evil.example' }, null],
  [{ from: 'https://evil.example' }, null],
  [{ from: 7 }, null],
  [{}, null],
  [null, null],
  ['/dashboard', null],
])('%j leads to %s', (state, place) => {
  expect(placeToReturn(state)).toBe(place);
});
