import { describe, expect, it } from 'vitest';
import { canBeIdentity, identityKey, identityKeys, isSameAddress, withLetters } from './identity-keys.js';

describe('identityKey', () => {
  it.each([
    ['Ana', 'ANA'],
    ['  ana ', 'Ana'],
    ['ａｎａ', 'ana'],
    ['Zo\u00eb', 'zoe\u0308'],
    ['\ufb01na', 'FINA'],
    ['İ', 'i\u0307'],
    ['Σ', 'σ'],
    ['anna@bücher.example', 'Anna@xn--bcher-kva.example'],
    ['anna@BÜCHER.example', 'anna@XN--BCHER-KVA.EXAMPLE'],
    ['anna@bu\u0308cher。example', 'anna@xn--bcher-kva.example'],
    ['anna@пример.рф', 'anna@xn--e1afmkfd.xn--p1ai'],
  ])('%s and %s are one', (one, other) => {
    expect(identityKey(one)).toBe(identityKey(other));
  });

  it.each([
    ['ana', 'anna'],
    ['zoe', 'zoë'],
    ['ana', 'аna'],
    ['anna@bücher.example', 'anna@bucher.example'],
    ['anna@straße.example', 'anna@strasse.example'],
    ['bücher@example.org', 'xn--bcher-kva@example.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('%s and %s are two', (one, other) => {
    expect(identityKey(one)).not.toBe(identityKey(other));
  });

  it.each(['ANA', 'Zoë', 'İstanbul', 'ǅ', 'ﬁ', 'a@bücher.example', 'a@xn--a', 'a@b@c', '@', 'x@'])(
    'of a key is the key (%s)',
    (name) => {
      expect(identityKey(identityKey(name))).toBe(identityKey(name));
    },
  );
});

describe('canBeIdentity', () => {
  it('is no for what the database cannot hold', () => {
    expect(canBeIdentity('an\0a')).toBe(false);
    expect(canBeIdentity('ana')).toBe(true);
  });
});

describe('an e-mail address', () => {
  it.each([
    ['anna@xn--bcher-kva.example', 'anna@bücher.example'],
    ['Anna@BÜCHER.example', 'Anna@bücher.example'],
    ['anna@example.org', 'anna@example.org'],
    ['Anna@Example.ORG', 'Anna@Example.ORG'],
    // No letters lead back to these.
    ['anna@xn--zz--.example', 'anna@xn--zz--.example'],
    ['anna@xn--a.example', 'anna@xn--a.example'],
  ])('%s is written %s', (address, written) => {
    expect(withLetters(address)).toBe(written);
    expect(isSameAddress(address, written)).toBe(true);
  });

  it('is another one when its local part or its case differs', () => {
    expect(isSameAddress('Anna@bücher.example', 'anna@xn--bcher-kva.example')).toBe(false);
    expect(isSameAddress('anna@bücher.example', 'anna@bucher.example')).toBe(false);
  });

  it('is looked for by the form that was typed first', () => {
    const [ascii, letters] = ['anna@xn--bcher-kva.example', 'anna@bücher.example'];
    expect(identityKeys(ascii)).toEqual([ascii, letters]);
    expect(identityKeys(letters)).toEqual([letters, ascii]);
    expect(identityKeys('Anna@example.org')).toEqual(['anna@example.org']);
    expect(identityKeys('Zoë')).toEqual(['zoë']);
  });
});
