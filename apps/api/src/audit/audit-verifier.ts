import { Injectable } from '@nestjs/common';
import { AuditAnchor } from './audit-anchor.js';
import { AuditEventsRepository, type ChainEnds, ChainEndsMissing } from './audit-events.repository.js';
import { AuditKeys } from './audit-keys.js';
import { type AuditFault, ChainCheck } from './chain-check.js';
import { type Place, placeMac } from './chain-link.js';

const PAGE = 1000;

export interface AuditVerdict {
  rows: number;
  from?: Date | undefined;
  to?: Date | undefined;
  /** Where the trail ends, as the database has it. */
  end?: Place;
  /** In the order of the chain; none when it is whole. */
  faults: AuditFault[];
}

/** Whether the audit trail is whole, while the server goes on writing it. */
@Injectable()
export class AuditVerifier {
  constructor(
    private readonly events: AuditEventsRepository,
    private readonly anchor: AuditAnchor,
    private readonly keys: AuditKeys,
  ) {}

  /** @param known a row that somebody noted, such as the server does in its log */
  async verify(signal: AbortSignal, known?: Place): Promise<AuditVerdict> {
    try {
      return await this.follow(signal, known);
    } catch (error) {
      if (error instanceof ChainEndsMissing) return this.endless();
      throw error;
    }
  }

  private async follow(signal: AbortSignal, known: Place | undefined): Promise<AuditVerdict> {
    // In this order: what is written meanwhile comes after the end that was read.
    const { end, mark } = await this.anchor.read();
    const ends = await this.events.ends();
    const marks = [mark, known].filter((place) => typeof place === 'object');
    const check = new ChainCheck(await this.keys.all(), ends.pruned, mark === 'forged' ? mark : end, marks);
    let { head } = ends;
    let to = await this.takeAll(check, 0, head, signal);
    for (let now = await this.events.ends(); ; now = await this.events.ends()) {
      // Rows that were removed for their age meanwhile are not missing.
      if (now.pruned.seq !== ends.pruned.seq) return this.follow(signal, known);
      // Accounts that were erased meanwhile lost their origins before their erasure was read.
      if (!check.awaitsErasure || now.head.seq === head.seq) break;
      to = (await this.takeAll(check, head.seq, now.head, signal)) ?? to;
      head = now.head;
    }
    check.end(head);
    const faults = [...(await this.prunedFault(ends)), ...check.faults];
    const sorted = faults.toSorted((a, b) => a.fromSeq - b.fromSeq);
    return { rows: check.rows, from: check.first, to, end: head, faults: sorted };
  }

  /** Without its ends no row can be held against the chain: the last one that is known is as far as it went. */
  private async endless(): Promise<AuditVerdict> {
    const { end } = await this.anchor.read();
    const toSeq = typeof end === 'object' ? Math.max(end.seq, 1) : 1;
    return { rows: 0, faults: [{ kind: 'end-gone', fromSeq: 1, toSeq }] };
  }

  /** Whether the rows up to `last` are what this server wrote, also those that were removed before for their age. */
  async vouchesFor(last: Place): Promise<boolean> {
    const ends = await this.events.ends();
    const check = new ChainCheck(await this.keys.all(), ends.pruned, undefined);
    await this.takeAll(check, ends.pruned.seq, last, new AbortController().signal);
    return check.faults.length === 0 && (await this.prunedFault(ends)).length === 0;
  }

  /** The rows behind the place `after`, up to `head`. @returns when the last of them was written */
  private async takeAll(check: ChainCheck, after: number, head: Place, signal: AbortSignal): Promise<Date | undefined> {
    let at: Date | undefined;
    for (let seq = after; ;) {
      signal.throwIfAborted();
      const page = await this.events.page(seq, PAGE);
      const rows = page.filter((row) => row.seq <= head.seq);
      for (const row of rows) check.take(row);
      at = rows.at(-1)?.at ?? at;
      const last = page.at(-1);
      if (!last || rows.length < page.length) return at;
      seq = last.seq;
    }
  }

  private async prunedFault({ pruned }: ChainEnds): Promise<AuditFault[]> {
    if (pruned.seq === 0) return [];
    const signer = (await this.keys.all()).find(({ id }) => id === pruned.keyId);
    if (signer && placeMac(signer.key, 'pruned', pruned) === pruned.mac) return [];
    return [{ kind: 'pruned', fromSeq: 1, toSeq: pruned.seq }];
  }
}
