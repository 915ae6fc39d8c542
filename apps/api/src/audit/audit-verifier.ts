import { Injectable } from '@nestjs/common';
import { AuditAnchor } from './audit-anchor.js';
import { AuditEventsRepository, type ChainEnds } from './audit-events.repository.js';
import { AuditKeys } from './audit-keys.js';
import { type AuditFault, ChainCheck } from './chain-check.js';
import { placeMac } from './chain-link.js';

const PAGE = 1000;

export interface AuditVerdict {
  rows: number;
  from?: Date | undefined;
  to?: Date | undefined;
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

  async verify(signal: AbortSignal): Promise<AuditVerdict> {
    // In this order: what is written meanwhile comes after the end that was read.
    const anchor = await this.anchor.read();
    const ends = await this.events.ends();
    const keys = await this.keys.all();
    const check = new ChainCheck(keys, ends.pruned, anchor);
    let to: Date | undefined;
    for (let after = 0; ;) {
      signal.throwIfAborted();
      const page = await this.events.page(after, PAGE);
      const rows = page.filter(({ seq }) => seq <= ends.head.seq);
      for (const row of rows) check.take(row);
      to = rows.at(-1)?.at ?? to;
      const last = page.at(-1);
      if (!last || rows.length < page.length) break;
      after = last.seq;
    }
    // Rows that were removed for their age meanwhile are not missing.
    if ((await this.events.ends()).pruned.seq !== ends.pruned.seq) return this.verify(signal);
    check.end(ends.head);
    const faults = [...(await this.prunedFault(ends)), ...check.faults];
    return { rows: check.rows, from: check.first, to, faults: faults.toSorted((a, b) => a.fromSeq - b.fromSeq) };
  }

  private async prunedFault({ pruned }: ChainEnds): Promise<AuditFault[]> {
    if (pruned.seq === 0) return [];
    const signer = (await this.keys.all()).find(({ id }) => id === pruned.keyId);
    if (signer && placeMac(signer.key, 'pruned', pruned) === pruned.mac) return [];
    return [{ kind: 'pruned', fromSeq: 1, toSeq: pruned.seq }];
  }
}
