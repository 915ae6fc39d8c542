import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isUuid, UuidTable } from './uuid-table.js';

describe('the table of UUIDs', () => {
  it('agrees with a Map through thousands of additions and removals', () => {
    const table = new UuidTable();
    const model = new Map<string, number>();
    // Counted up as well as random: made from a clock, UUIDs differ in few bits.
    const uuids = Array.from({ length: 6000 }, (_, i) =>
      i % 2 ? randomUUID() : `018f0000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`,
    );
    for (const [i, uuid] of uuids.entries()) {
      model.set(uuid, table.intern(uuid));
      if (i % 3 !== 2) continue;
      const gone = uuids[Math.floor(i / 2)];
      if (gone === undefined || !model.has(gone)) continue;
      table.release(model.get(gone)!);
      model.delete(gone);
    }
    expect(table.size).toBe(model.size);
    expect(new Set(model.values()).size).toBe(model.size);
    for (const uuid of uuids) expect(table.numberOf(uuid)).toBe(model.get(uuid));
    for (const [uuid, number] of model) expect(table.uuidOf(number)).toBe(uuid);
    for (const number of model.values()) table.release(number);
    expect(table.size).toBe(0);
    expect(uuids.some((uuid) => table.numberOf(uuid) !== undefined)).toBe(false);
  });

  it('gives a known one the same number and a freed number to the next', () => {
    const table = new UuidTable();
    const [one, other] = [randomUUID(), randomUUID()];
    expect(table.intern(one)).toBe(table.intern(one));
    table.release(table.intern(one));
    expect(table.intern(other)).toBe(0);
    expect(table.numberOf(one)).toBeUndefined();
  });

  it('takes canonical UUIDs only', () => {
    for (const text of ['', 'face', randomUUID().toUpperCase(), `${randomUUID()} `, randomUUID().replaceAll('-', '')]) {
      expect(isUuid(text)).toBe(false);
      expect(() => new UuidTable().intern(text)).toThrow(RangeError);
    }
  });
});
