import { describe, expect, test } from 'vitest';
import { base32Of, newTotpSecret, stepOfCode, totpUri } from './totp-codes.js';

/** RFC 6238, appendix B: the SHA-1 secret, and the last six of its eight digits. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

describe('a time-based code', () => {
  test.each(VECTORS)('of second %i is that of RFC 6238', (seconds, code) => {
    expect(stepOfCode(SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  test.each([
    ['a step late', 30, 1],
    ['a step early', -30, 1],
  ])('holds %s, as a code of its own step', (_name, secondsOff) => {
    expect(stepOfCode(SECRET, '005924', (1234567890 + secondsOff) * 1000)).toBe(Math.floor(1234567890 / 30));
  });

  test.each([60, -60])('holds no longer than that: %i s', (secondsOff) => {
    expect(stepOfCode(SECRET, '005924', (1234567890 + secondsOff) * 1000)).toBeUndefined();
  });

  test('may have blanks and hyphens, and nothing else', () => {
    expect(stepOfCode(SECRET, ' 005 924 ', 1234567890_000)).toBeDefined();
    expect(stepOfCode(SECRET, '005-924', 1234567890_000)).toBeDefined();
    for (const code of ['', '5924', '0005924', '89005924', '00592x', '٠٠٥٩٢٤'])
      expect(stepOfCode(SECRET, code, 1234567890_000)).toBeUndefined();
  });
});

test('a secret has 160 random bits, and is written as apps read it', () => {
  expect(newTotpSecret()).toHaveLength(20);
  expect(newTotpSecret()).not.toEqual(newTotpSecret());
  expect(base32Of(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  const uri = new URL(totpUri(SECRET, 'Facegate', 'änne'));
  expect(uri.href).toMatch(/^otpauth:\/\/totp\/Facegate:%C3%A4nne\?/);
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    issuer: 'Facegate',
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
