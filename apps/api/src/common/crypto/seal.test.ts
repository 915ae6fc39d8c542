import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { derive, open, seal, SealBroken, type SealContext, sealingKey } from './seal.js';

const BYTES = randomBytes(32);
const KEY = sealingKey(BYTES);
const CONTEXT: SealContext = { purpose: 'template', userId: 'user-1', faceId: 'face-1' };
const PLAIN = randomBytes(512);

describe('a seal', () => {
  const sealed = seal(KEY, PLAIN, CONTEXT);

  it('opens with the same key', () => {
    expect(open(KEY, sealed, CONTEXT)).toEqual(PLAIN);
    expect(open(sealingKey(BYTES), sealed, CONTEXT)).toEqual(PLAIN);
    expect(open(KEY, seal(KEY, Buffer.alloc(0), CONTEXT), CONTEXT)).toHaveLength(0);
  });

  it('adds version, nonce and tag, and shows nothing of the plain bytes', () => {
    expect(sealed).toHaveLength(1 + 12 + PLAIN.length + 16);
    expect(sealed.includes(PLAIN.subarray(0, 8))).toBe(false);
  });

  it('is another one every time', () => {
    const nonces = Array.from({ length: 100 }, () => seal(KEY, PLAIN, CONTEXT).subarray(1, 13).toString('hex'));
    expect(new Set(nonces).size).toBe(100);
  });

  it.each<[string, SealContext]>([
    ['another user', { ...CONTEXT, userId: 'user-2' }],
    ['another face', { ...CONTEXT, faceId: 'face-2' }],
    ['no user', { purpose: 'template', faceId: 'face-1' }],
    ['user and face swapped', { ...CONTEXT, userId: 'face-1', faceId: 'user-1' }],
    ['another purpose', { ...CONTEXT, purpose: 'picture' }],
  ])('does not open for %s', (_name, context) => {
    expect(() => open(KEY, sealed, context)).toThrow(SealBroken);
  });

  it('does not open with another key', () => {
    expect(() => open(sealingKey(randomBytes(32)), sealed, CONTEXT)).toThrow(SealBroken);
  });

  it('does not open with any one bit flipped', () => {
    const short = seal(KEY, PLAIN.subarray(0, 20), CONTEXT);
    for (let bit = 0; bit < short.length * 8; bit++) {
      const changed = Buffer.from(short);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => open(KEY, changed, CONTEXT)).toThrow(SealBroken);
    }
  });

  it('does not open cut short or made longer', () => {
    for (let length = 0; length < sealed.length; length += 13)
      expect(() => open(KEY, sealed.subarray(0, length), CONTEXT)).toThrow(SealBroken);
    expect(() => open(KEY, Buffer.concat([sealed, Buffer.of(0)]), CONTEXT)).toThrow(SealBroken);
  });
});

describe('a key', () => {
  it('has 32 bytes', () => {
    expect(() => sealingKey(randomBytes(16))).toThrow(RangeError);
  });

  it('shows them to no log', () => {
    expect(inspect(KEY, { depth: 9, showHidden: true })).not.toContain(BYTES.subarray(0, 4).toString('hex'));
    expect(JSON.stringify(KEY)).toBe('{}');
  });

  it('gives another key for another use', () => {
    expect(derive(KEY, 'template').equals(derive(KEY, 'template'))).toBe(true);
    expect(derive(KEY, 'template').equals(derive(KEY, 'picture'))).toBe(false);
  });
});
