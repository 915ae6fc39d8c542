import { USERNAME_PATTERN } from '@facegate/contracts';
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
