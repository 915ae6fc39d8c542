import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuditEventEntity } from './audit-event.entity.js';
import type { AuditKey } from './audit-keys.js';
import { type AuditFaultKind, ChainCheck } from './chain-check.js';
import { BEGINNING, canonical, linkHash, originDigest, type Place, placeMac } from './chain-link.js';

const key = (id: string): AuditKey => ({ id, key: createSecretKey(randomBytes(32)) });
const OLD = key('old');
const NEW = key('new');
const ANNA = randomUUID();

/** Without the class, so that it can be spread. */
type Row = { [Key in keyof AuditEventEntity]: AuditEventEntity[Key] };
type Written = Partial<Pick<Row, 'action' | 'subject' | 'origin'>>;

/** A chain of such events; from the place `newer` on by the newer key. */
function chainOf(events: Written[], newer = Number.POSITIVE_INFINITY): Row[] {
  let hash = BEGINNING.hash;
  return events.map(({ action = 'sign-in', subject = ANNA, origin = null }, at) => {
    const seq = at + 1;
    const signer = seq >= newer ? NEW : OLD;
    const originSalt = origin && 'salt';
    const row = {
      seq,
      id: randomUUID(),
      at: new Date(Date.UTC(2026, 0, seq)),
      action,
      actor: 'self' as const,
      outcome: 'success' as const,
      reason: null,
      method: null,
      detail: null,
      subject,
      origin,
      originSalt,
      originDigest: origin && originDigest('salt', origin),
      keyId: signer.id,
    };
    hash = linkHash(signer.key, hash, row);
    return { ...row, hash };
  });
}

function rowAt(rows: Row[], seq: number): Row {
  const row = rows.find((one) => one.seq === seq);
  if (!row) throw new Error(`there is no row ${seq}`);
  return row;
}

const placeOf = ({ seq, hash }: Row): Place => ({ seq, hash });
const lastOf = (rows: Row[]): Place => placeOf(rowAt(rows, Math.max(...rows.map(({ seq }) => seq))));

interface Checked {
  pruned?: Place;
  head?: Place;
  anchor?: Place | 'forged' | undefined;
  marks?: Place[];
}

function faultsOf(rows: Row[], options: Checked = {}): [AuditFaultKind, number, number][] {
  const { pruned = BEGINNING, head = lastOf(rows), marks } = options;
  const check = new ChainCheck([NEW, OLD], pruned, 'anchor' in options ? options.anchor : head, marks);
  for (const row of rows) check.take(row);
  check.end(head);
  return check.faults.map(({ kind, fromSeq, toSeq }) => [kind, fromSeq, toSeq]);
}

/** The same rows, but that one is another. */
function withRow(rows: Row[], seq: number, change: Partial<Row>): Row[] {
  return rows.map((row) => (row.seq === seq ? { ...row, ...change } : row));
}

describe('a chain', () => {
  const rows = chainOf([{}, { origin: { network: '203.0.113.0/24' } }, {}, {}, {}], 4);

  it('as it was written is whole, over a change of keys', () => {
    expect(faultsOf(rows)).toEqual([]);
  });

  it.each<[keyof Row, unknown]>([
    ['id', randomUUID()],
    ['at', new Date(0)],
    ['action', 'step-up'],
    ['actor', 'unknown'],
    ['outcome', 'failure'],
    ['reason', 'CREDENTIALS_INVALID'],
    ['method', 'face'],
    ['detail', 'x'],
    ['subject', randomUUID()],
    ['subject', null],
  ])('with another %s in a row shows that row and no other', (field, value) => {
    expect(faultsOf(withRow(rows, 3, { [field]: value }))).toEqual([['changed', 3, 3]]);
  });

  it('with a row re-made by an old key behind the newer one shows it', () => {
    const forged = { ...rowAt(rows, 5), keyId: OLD.id, detail: 'x' };
    forged.hash = linkHash(OLD.key, rowAt(rows, 4).hash, forged);
    expect(faultsOf(withRow(rows, 5, forged))).toEqual([['key', 5, 5]]);
  });

  it('with a row re-made by the old key in the past shows where the newer one begins', () => {
    const forged = { ...rowAt(rows, 3), detail: 'x' };
    forged.hash = linkHash(OLD.key, rowAt(rows, 2).hash, forged);
    expect(faultsOf(withRow(rows, 3, forged))).toEqual([['changed', 4, 4]]);
  });

  it('with rows missing names them', () => {
    expect(faultsOf(rows.filter(({ seq }) => seq !== 2 && seq !== 3))).toEqual([['missing', 2, 3]]);
    expect(faultsOf(rows.slice(1))).toEqual([['missing', 1, 1]]);
  });

  it('that was pruned goes on from there, and from nowhere else', () => {
    expect(faultsOf(rows.slice(2), { pruned: placeOf(rowAt(rows, 2)) })).toEqual([]);
    expect(faultsOf(rows.slice(2), { pruned: { seq: 2, hash: 'another' } })).toEqual([['changed', 3, 3]]);
  });

  it('without its tail shows that, whatever the database says of its end', () => {
    const cut = rows.slice(0, 3);
    expect(faultsOf(cut, { head: lastOf(rows), anchor: lastOf(rows) })).toEqual([['head', 4, 5]]);
    expect(faultsOf(cut, { anchor: lastOf(rows) })).toEqual([['end', 4, 5]]);
    expect(faultsOf(rows, { anchor: { seq: 5, hash: 'another' } })).toEqual([['end', 5, 5]]);
  });

  it('whose end nobody remembers, or somebody without the key, is not whole', () => {
    expect(faultsOf(rows, { anchor: undefined })).toEqual([['end', 5, 5]]);
    expect(faultsOf(rows, { anchor: 'forged' })).toEqual([['end', 5, 5]]);
  });

  it('that is shorter than somebody else remembers was rolled back, although its own end fits', () => {
    const older = rows.slice(0, 3);
    expect(faultsOf(older, { marks: [placeOf(rowAt(rows, 2))] })).toEqual([]);
    expect(faultsOf(older, { marks: [lastOf(rows)] })).toEqual([['rolled-back', 4, 5]]);
    expect(faultsOf(rows, { marks: [{ seq: 4, hash: 'another' }] })).toEqual([['rolled-back', 4, 5]]);
  });

  it('of nothing is whole', () => {
    expect(faultsOf([], { head: BEGINNING, anchor: BEGINNING })).toEqual([]);
  });

  it('whose end was remembered a moment ago is whole', () => {
    expect(faultsOf(rows, { anchor: placeOf(rowAt(rows, 3)) })).toEqual([]);
  });

  describe('in which a row does not tell any more where it came from', () => {
    const forgotten = { origin: null, originSalt: null };

    it('shows it', () => {
      expect(faultsOf(withRow(rows, 2, forgotten))).toEqual([['origin', 2, 2]]);
      expect(faultsOf(withRow(rows, 2, { origin: { network: '10.0.0.0/24' } }))).toEqual([['origin', 2, 2]]);
      expect(faultsOf(withRow(rows, 3, { origin: { network: '10.0.0.0/24' } }))).toEqual([['origin', 3, 3]]);
    });

    it('is whole when the account was erased after it, and no other was', () => {
      const origin = { device: 'Firefox' };
      const erased = chainOf([{ origin }, { origin }, { action: 'account-erased' }]);
      expect(faultsOf(erased.map((row) => ({ ...row, ...forgotten })))).toEqual([]);
      const another = chainOf([{ origin }, { action: 'account-erased', subject: randomUUID() }]);
      expect(faultsOf(another.map((row) => ({ ...row, ...forgotten })))).toEqual([['origin', 1, 1]]);
    });
  });
});

describe('the text of a row', () => {
  it('is one and the same for the same row, and has every field but the origin and the hash', () => {
    const row = rowAt(chainOf([{ origin: { network: '203.0.113.0/24' } }]), 1);
    const text = canonical(row);
    expect(canonical({ ...row, at: new Date(row.at) })).toBe(text);
    expect(text).toContain('"2026-01-01T00:00:00.000Z"');
    expect(text).not.toContain('203.0.113.0');
  });

  it('tells absent from empty, and where one field ends', () => {
    const row = rowAt(chainOf([{}]), 1);
    const texts = [
      { detail: null, method: null },
      { detail: '', method: null },
      { detail: 'face","', method: null },
      { detail: null, method: 'face' as const },
    ].map((fields) => canonical({ ...row, ...fields }));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

it('what vouches for a place does so for one use only', () => {
  const place = { seq: 1, hash: 'x' };
  expect(placeMac(OLD.key, 'anchor', place)).not.toBe(placeMac(OLD.key, 'pruned', place));
  expect(placeMac(OLD.key, 'anchor', place)).not.toBe(placeMac(NEW.key, 'anchor', place));
});
