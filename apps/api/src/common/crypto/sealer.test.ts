import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SealBroken, type SealContext, Sealer } from './sealer.js';

const KEY = randomBytes(32);
const CONTEXT: SealContext = { purpose: 'template', userId: 'user-1', faceId: 'face-1' };
const PLAIN = randomBytes(512);

describe('Sealer', () => {
  const sealer = new Sealer(KEY);
  const sealed = sealer.seal(PLAIN, CONTEXT);

  it('opens what it sealed, as does another with the same key', () => {
    expect(sealer.open(sealed, CONTEXT)).toEqual(PLAIN);
    expect(new Sealer(KEY).open(sealed, CONTEXT)).toEqual(PLAIN);
    expect(sealer.open(sealer.seal(Buffer.alloc(0), CONTEXT), CONTEXT)).toHaveLength(0);
  });

  it('adds version, nonce and tag, and shows nothing of the plain bytes', () => {
    expect(sealed).toHaveLength(1 + 12 + PLAIN.length + 16);
    expect(sealed.includes(PLAIN.subarray(0, 8))).toBe(false);
  });

  it('seals the same bytes differently every time', () => {
    const nonces = Array.from({ length: 100 }, () => sealer.seal(PLAIN, CONTEXT).subarray(1, 13).toString('hex'));
    expect(new Set(nonces).size).toBe(100);
  });

  it.each<[string, SealContext]>([
    ['another user', { ...CONTEXT, userId: 'user-2' }],
    ['another face', { ...CONTEXT, faceId: 'face-2' }],
    ['no user', { purpose: 'template', faceId: 'face-1' }],
    ['user and face swapped', { ...CONTEXT, userId: 'face-1', faceId: 'user-1' }],
    ['another purpose', { ...CONTEXT, purpose: 'picture' }],
  ])('refuses it for %s', (_name, context) => {
    expect(() => sealer.open(sealed, context)).toThrow(SealBroken);
  });

  it('refuses it with another key', () => {
    expect(() => new Sealer(randomBytes(32)).open(sealed, CONTEXT)).toThrow(SealBroken);
  });

  it('refuses it with any one bit flipped', () => {
    const short = sealer.seal(PLAIN.subarray(0, 20), CONTEXT);
    for (let bit = 0; bit < short.length * 8; bit++) {
      const changed = Buffer.from(short);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => sealer.open(changed, CONTEXT)).toThrow(SealBroken);
    }
  });

  it('refuses it cut short or made longer', () => {
    for (let length = 0; length < sealed.length; length += 13)
      expect(() => sealer.open(sealed.subarray(0, length), CONTEXT)).toThrow(SealBroken);
    expect(() => sealer.open(Buffer.concat([sealed, Buffer.of(0)]), CONTEXT)).toThrow(SealBroken);
  });

  it('demands a key of 32 bytes', () => {
    expect(() => new Sealer(randomBytes(16))).toThrow(RangeError);
  });
});
