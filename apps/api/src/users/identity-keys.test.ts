import { describe, expect, it } from 'vitest';
import { canBeIdentity, identityKey } from './identity-keys.js';

describe('identityKey', () => {
  it.each([
    ['Ana', 'ANA'],
    ['  ana ', 'Ana'],
    ['ａｎａ', 'ana'],
    ['Zo\u00eb', 'zoe\u0308'],
    ['\ufb01na', 'FINA'],
    ['İ', 'i\u0307'],
    ['Σ', 'σ'],
  ])('%s and %s are one', (one, other) => {
    expect(identityKey(one)).toBe(identityKey(other));
  });

  it.each([
    ['ana', 'anna'],
    ['zoe', 'zoë'],
    ['ana', 'аna'],
  ])('%s and %s are two', (one, other) => {
    expect(identityKey(one)).not.toBe(identityKey(other));
  });

  it.each(['ANA', 'Zoë', 'İstanbul', 'ǅ', 'ﬁ'])('of a key is the key (%s)', (name) => {
    expect(identityKey(identityKey(name))).toBe(identityKey(name));
  });
});

describe('canBeIdentity', () => {
  it('is no for what the database cannot hold', () => {
    expect(canBeIdentity('an\0a')).toBe(false);
    expect(canBeIdentity('ana')).toBe(true);
  });
});
