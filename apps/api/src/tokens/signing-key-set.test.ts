import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeKeySet, encodeKeySet, newSigningKey, publicJwk, rotated, verifies } from './signing-key-set.js';

const NOW = 1_700_000_000;
const OVERLAP = 660;

describe('a set of signing keys', () => {
  it('is the same after it was stored', () => {
    const keys = rotated(rotated([newSigningKey(NOW)], NOW + 10, OVERLAP), NOW + 20, OVERLAP);
    expect(decodeKeySet(encodeKeySet(keys))).toEqual(keys);
  });

  it('reads the one key of before as a set', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const [key, ...more] = decodeKeySet(privateKey.export({ format: 'der', type: 'pkcs8' }));
    expect(more).toEqual([]);
    expect(key?.privatePem).toBe(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  });

  it('has a new key first after a rotation, and forgets the old one when its tokens are over', () => {
    const first = newSigningKey(NOW);
    const both = rotated([first], NOW + 100, OVERLAP);
    expect(both.map(({ kid }) => kid)).toEqual([expect.not.stringMatching(first.kid), first.kid]);
    expect(both.map(({ verifiesUntil }) => verifiesUntil)).toEqual([undefined, NOW + 100 + OVERLAP]);
    const old = { ...first, verifiesUntil: NOW + 100 + OVERLAP };
    expect([verifies(old, NOW + 100 + OVERLAP - 1), verifies(old, NOW + 100 + OVERLAP)]).toEqual([true, false]);
    expect(rotated(both, NOW + 200, OVERLAP)).toHaveLength(3);
    expect(rotated(both, NOW + 100 + OVERLAP, OVERLAP).map(({ kid }) => kid)).not.toContain(first.kid);
  });

  it('another rotation does not lengthen the life of an old key', () => {
    const keys = rotated(rotated([newSigningKey(NOW)], NOW, OVERLAP), NOW + 300, OVERLAP);
    expect(keys.map(({ verifiesUntil }) => verifiesUntil)).toEqual([undefined, NOW + 300 + OVERLAP, NOW + OVERLAP]);
  });
});

describe('publicJwk', () => {
  it('has nothing but public members, and the thumbprint of RFC 7638 as its name', async () => {
    const jwk = publicJwk(newSigningKey(NOW));
    expect(Object.keys(jwk).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const { crv, kty, x, y } = jwk;
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(JSON.stringify({ crv, kty, x, y })));
    expect(jwk.kid).toBe(Buffer.from(digest).toString('base64url'));
  });
});
