import { describe, expect, it } from 'vitest';
import { parsePairs, pictureStem } from './pairs.js';

describe('parsePairs', () => {
  it('reads View 1: matched lines, then mismatched ones', () => {
    const { view, pairs } = parsePairs('1\nAda_L\t1\t12\nAda_L\t2\tGrace_H\t3\n');
    expect(view).toBe(1);
    expect(pairs).toEqual([
      { samePerson: true, one: { person: 'Ada_L', number: 1 }, other: { person: 'Ada_L', number: 12 } },
      { samePerson: false, one: { person: 'Ada_L', number: 2 }, other: { person: 'Grace_H', number: 3 } },
    ]);
  });

  it('reads View 2: folds, each of matched and mismatched lines', () => {
    const { view, pairs } = parsePairs('2\t1\r\nA\t1\t2\r\nA\t1\tB\t1\r\nC\t1\t2\r\nC\t1\tD\t1\r\n');
    expect(view).toBe(2);
    expect(pairs.map(({ fold, samePerson }) => [fold, samePerson])).toEqual([
      [0, true],
      [0, false],
      [1, true],
      [1, false],
    ]);
  });

  it.each([
    { fault: 'a first line that is no number', text: 'pairs\nA\t1\t2\n', says: 'line 1' },
    { fault: 'fewer lines than announced', text: '2\nA\t1\t2\nA\t1\tB\t1\n', says: '3 lines' },
    { fault: 'a matched line where a mismatched one belongs', text: '1\nA\t1\t2\nA\t1\t2\n', says: 'line 3' },
    { fault: 'a number that is none', text: '1\nA\t1\tx\nA\t1\tB\t1\n', says: 'line 2' },
  ])('refuses $fault', ({ text, says }) => {
    expect(() => parsePairs(text)).toThrow(says);
  });
});

it('pictureStem is LFW’s file name', () => {
  expect(pictureStem({ person: 'Ada_L', number: 7 })).toBe('Ada_L_0007');
});
