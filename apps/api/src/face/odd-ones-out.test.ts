import { describe, expect, it } from 'vitest';
import { oddOnesOut } from './odd-ones-out.js';

/** Pictures by name, and which of them are alike. */
const among = (names: string, pairs: string) => {
  const linked = new Set(pairs.split(' ').flatMap(([one, other]) => [`${one}${other}`, `${other}${one}`]));
  return oddOnesOut(names.split(''), (one, other) => linked.has(one + other)).join('');
};

describe('oddOnesOut', () => {
  it.each([
    ['none when all are alike', 'abc', 'ab ac bc', ''],
    ['none of none', '', '', ''],
    ['none of one', 'a', '', ''],
    ['the one that is unlike the rest', 'abc', 'ac', 'b'],
    ['the later one of two', 'ab', '', 'b'],
    ['the last of a chain, whose ends are not alike', 'abc', 'ab bc', 'c'],
    ['the last of a chain when the middle comes first', 'abc', 'ab ac', 'c'],
    ['the smaller group', 'abcde', 'ab cd ce de', 'ab'],
    ['all but the first when all differ', 'abc', '', 'bc'],
    ['the later group at a tie', 'abcd', 'ad bc', 'bc'],
    ['nobody of the largest group though another one has more links to the rest', 'abcde', 'ab ac ad bc bd cd ae', 'e'],
    // Five pictures of A, a morph that is like all of them, and a picture of B that is like the morph.
    ['the picture of another person behind a morph', '12345mB', '12 13 14 15 1m 23 24 25 2m 34 35 3m 45 4m 5m mB', 'B'],
    ['the morph, too, when one picture is unlike it', '12345mB', '12 13 14 15 1m 23 24 25 2m 34 35 3m 45 4m mB', 'mB'],
  ])('names %s', (_name, names, pairs, odd) => {
    expect(among(names, pairs)).toBe(odd);
  });

  it('ends soon with ten pictures that are alike at random', () => {
    const pictures = Array.from({ length: 10 }, (_, at) => at);
    let looks = 0;
    oddOnesOut(pictures, (one, other) => {
      looks += 1;
      return (one * 7 + other * 11) % 3 > 0;
    });
    expect(looks).toBeLessThan(2000);
  });
});
