import type { AuditKey } from './audit-keys.js';
import type { AuditEventEntity } from './audit-event.entity.js';
import { linkHash, originDigest, type Place } from './chain-link.js';

/** What can be wrong with the trail. */
export type AuditFaultKind =
  /** A row does not have the hash that its content and the row before make. */
  | 'changed'
  /** Rows are not there. */
  | 'missing'
  /** A row is linked by a key that is not here, or by one that was replaced before. */
  | 'key'
  /** Where it came from is gone or another, and the account was not erased. */
  | 'origin'
  /** What vouches for the rows that were removed for their age does not. */
  | 'pruned'
  /** What says in the database where the trail ends does not fit its rows. */
  | 'head'
  /** The data folder remembers another end. */
  | 'end'
  /** A row that was there, as the data folder remembers beside its keys or somebody else does, is gone or another one. */
  | 'rolled-back'
  /** What remembers the end in the database is gone: nothing can be written, nor followed. */
  | 'end-gone';

export interface AuditFault {
  kind: AuditFaultKind;
  fromSeq: number;
  toSeq: number;
  /** Nothing can be wrong before, as far as this fault goes. */
  from?: Date | undefined;
  to?: Date | undefined;
}

/** Holds the rows, given in order, against the chain. Pure. */
export class ChainCheck {
  readonly faults: AuditFault[] = [];
  rows = 0;
  first: Date | undefined;
  private last: Place & { at?: Date };
  /** Hashes of the rows at the places that are remembered. */
  private readonly found = new Map<number, string>();
  /** Age of the key of the last row; the newest has 0. */
  private keyAge: number;
  /** Accounts whose origins are gone, with the first row of each, until their erasure is met. */
  private readonly forgotten = new Map<string, AuditEventEntity>();

  /**
   * @param keys newest first
   * @param pruned the last row that was removed for its age
   * @param anchor the end as the data folder has it; undefined when it has none
   * @param marks what else is remembered outside of the database
   */
  constructor(
    private readonly keys: readonly AuditKey[],
    private readonly pruned: Place,
    private readonly anchor: Place | 'forged' | undefined,
    private readonly marks: readonly Place[] = [],
  ) {
    this.last = pruned;
    this.keyAge = keys.length - 1;
  }

  take(row: AuditEventEntity): void {
    if (row.seq > this.last.seq + 1) this.fault('missing', this.last.seq + 1, row.seq - 1, row.at);
    // Behind a gap nothing is known of what the first row follows.
    else this.checkLink(row);
    this.checkOrigin(row);
    this.first ??= row.at;
    if (this.remembered().some(({ seq }) => seq === row.seq)) this.found.set(row.seq, row.hash);
    this.last = { seq: row.seq, hash: row.hash, at: row.at };
    this.rows += 1;
  }

  /** Whether origins are gone of accounts whose erasure was not met so far. */
  get awaitsErasure(): boolean {
    return this.forgotten.size > 0;
  }

  /** @param head as the database has it */
  end(head: Place): void {
    for (const row of this.forgotten.values()) this.faultOf('origin', row);
    if (head.seq !== this.last.seq || head.hash !== this.last.hash) return this.endFault('head', head.seq);
    if (typeof this.anchor !== 'object') this.endFault('end', head.seq);
    else if (!this.fits(this.anchor)) this.endFault('end', this.anchor.seq);
    for (const mark of this.marks) if (!this.fits(mark)) this.endFault('rolled-back', mark.seq);
  }

  private remembered(): readonly Place[] {
    return typeof this.anchor === 'object' ? [this.anchor, ...this.marks] : this.marks;
  }

  /** What was removed for its age is vouched for. */
  private fits({ seq, hash }: Place): boolean {
    return seq <= this.pruned.seq || this.found.get(seq) === hash;
  }

  private checkLink(row: AuditEventEntity): void {
    const age = this.keys.findIndex(({ id }) => id === row.keyId);
    const signer = this.keys[age];
    if (!signer || age > this.keyAge) return this.faultOf('key', row);
    this.keyAge = age;
    if (linkHash(signer.key, this.last.hash, row) !== row.hash) this.faultOf('changed', row);
  }

  private checkOrigin(row: AuditEventEntity): void {
    const { action, subject, origin, originSalt, originDigest: digest } = row;
    if (action === 'account-erased' && subject) this.forgotten.delete(subject);
    if (digest === null ? origin === null : origin && originSalt && originDigest(originSalt, origin) === digest) return;
    if (digest !== null && origin === null && subject) {
      if (!this.forgotten.has(subject)) this.forgotten.set(subject, row);
    } else this.faultOf('origin', row);
  }

  private endFault(kind: AuditFaultKind, seq: number): void {
    this.fault(kind, Math.min(this.last.seq + 1, seq), Math.max(this.last.seq, seq), undefined);
  }

  private faultOf(kind: AuditFaultKind, { seq, at }: AuditEventEntity): void {
    this.faults.push({ kind, fromSeq: seq, toSeq: seq, from: at, to: at });
  }

  private fault(kind: AuditFaultKind, fromSeq: number, toSeq: number, to: Date | undefined): void {
    this.faults.push({ kind, fromSeq, toSeq, from: this.last.at, to });
  }
}
