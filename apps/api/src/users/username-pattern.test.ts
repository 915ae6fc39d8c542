import { isPlainName, USERNAME_PATTERN } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';

describe('USERNAME_PATTERN', () => {
  it.each(['anna', 'Zoë', 'o.n-e_2', 'नमस्ते', 'น้ำใส', 'வணக்கம்', 'x\u0301\u0323y', 'שָׁלוֹם', '李小龙', 'a..b', '١٢٣'])(
    'takes %s',
    (name) => expect(name.normalize('NFKC')).toMatch(USERNAME_PATTERN),
  );

  it.each(['', '-x', 'x-', '.', 'a b', '\u0301a', 'a-\u0301b', 'a@b', 'a\0b', 'a\u200bb', 'a\nb', 'anna\n', '😀'])(
    'refuses %j',
    (name) => expect(name.normalize('NFKC')).not.toMatch(USERNAME_PATTERN),
  );

  it('decides a long hostile name as well', () => {
    expect(`${'a.-'.repeat(20_000)}!`).not.toMatch(USERNAME_PATTERN);
  });
});

describe('isPlainName', () => {
  it.each([
    'anna',
    'Zoë',
    'o.n-e_2',
    'нина',
    'νίκη',
    'नमस्ते',
    'น้ำใส',
    'வணக்கம்',
    'שָׁלוֹם',
    '李小龙',
    '李ひろしカタカナabc',
    '김ana李',
    '12.34',
    'x\u0301\u0323y',
    'لينا٣',
  ])('takes %s', (name) => expect(isPlainName(name.normalize('NFKC'))).toBe(true));

  it.each([
    ['p\u0430ypal', 'a Cyrillic letter among Latin ones'],
    ['\u03bfmega', 'a Greek one'],
    ['anna\u0663', 'an Arabic digit'],
    ['ひろし김', 'Japanese and Korean'],
    ['an\u115fna', 'a Hangul filler'],
    ['an\u3164na', 'another'],
    ['anna\ufe0f', 'a variation selector'],
    ['an\u200dna', 'a joiner'],
    ['an\u202ena', 'a turn of the writing direction'],
    ['x\u0301\u0302\u0303\u0304\u0305x', 'a pile of marks'],
    ['\u13da\u13d4', 'Cherokee, whose letters look like Latin ones'],
  ])('refuses %j: %s', (name) => expect(isPlainName(name.normalize('NFKC'))).toBe(false));
});
