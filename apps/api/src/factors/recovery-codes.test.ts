import { expect, test } from 'vitest';
import { newRecoveryCode, readRecoveryCode } from './recovery-codes.js';

const LETTERS = 25;

test('a recovery code has 125 random bits in letters that nobody confuses', () => {
  const codes = Array.from({ length: 400 }, newRecoveryCode);
  expect(new Set(codes).size).toBe(400);
  for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){4}[0-9a-hjkmnp-tv-z]{5}$/);
  const counts = new Map<string, number>();
  for (const letter of codes.join('').replaceAll('-', '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(32);
  // Each of 32 letters is expected 312 times; a bias such as that of `byte % 33` would show.
  for (const count of counts.values()) expect(Math.abs(count - (400 * LETTERS) / 32)).toBeLessThan(120);
});

test('it is read in whatever way it was written down', () => {
  const code = '01abc-defgh-jkmnp-qrstv-wxyz0';
  const read = readRecoveryCode(code);
  expect(read).toHaveLength(LETTERS);
  for (const written of [code.toUpperCase(), code.replaceAll('-', ' '), 'oIabc defgh jkmnp qrstv wxyzO', `  ${code}\n`])
    expect(readRecoveryCode(written)).toBe(read);
  expect(readRecoveryCode('11abc-defgh-jkmnp-qrstv-wxyz0')).not.toBe(read);
});
