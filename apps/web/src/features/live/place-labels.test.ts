import { expect, test } from 'vitest';
import { placeLabels } from './place-labels.js';

const AREA = { width: 400, height: 300 };
const box = (x: number, y: number, size = 100) => ({ x, y, width: size, height: size });
const label = (x: number, y: number, size?: number) => ({ box: box(x, y, size), width: 80, height: 20 });

test('a label stands above its box, in the middle', () => {
  expect(placeLabels([label(100, 100)], AREA)).toEqual([{ x: 110, y: 76, width: 80, height: 20 }]);
});

test.each([
  ['below a box at the upper edge', label(100, 10), { x: 110, y: 114 }],
  ['within a box that fills the picture', label(100, -10, 320), { x: 220, y: -6 + 0 }],
  ['inside of the picture at its left edge', label(-60, 100), { x: 0, y: 76 }],
  ['inside of the picture at its right edge', label(370, 100), { x: 320, y: 76 }],
])('%s', (_name, one, { x, y }) => {
  expect(placeLabels([one], AREA)).toMatchObject([{ x, y: Math.max(0, y) }]);
});

test('two labels do not lie over each other while there is room', () => {
  const [first, second] = placeLabels([label(100, 100), label(120, 105)], AREA);
  expect(first).toMatchObject({ x: 110, y: 76 });
  expect(second).toMatchObject({ x: 130, y: 209 });
});

test('without any room each still has one', () => {
  expect(
    placeLabels(
      Array.from({ length: 6 }, () => label(100, 100)),
      AREA,
    ),
  ).toHaveLength(6);
});
