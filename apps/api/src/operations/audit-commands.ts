import { Injectable } from '@nestjs/common';
import { AuditReader } from '../audit/audit-reader.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { AuditVerifier } from '../audit/audit-verifier.js';
import type { AuditFault, AuditFaultKind } from '../audit/chain-check.js';
import { CommandFailed, type Report } from './command-line.js';

const FAULTS: Readonly<Record<AuditFaultKind, string>> = {
  changed: 'was changed, or put in',
  missing: 'missing',
  key: 'is linked by a key that is not here, or was replaced before',
  origin: 'does not tell any more where it came from, and its account was not erased',
  pruned: 'removed for their age, as it says, but not by this server',
  'end-gone':
    'lead to no end: what says in the database where the trail ends (audit_chain) was removed, and nothing is written since',
  end: 'is not the end that was remembered: the newest rows were cut off, or the data folder is another one',
};

/** `audit …` */
@Injectable()
export class AuditCommands {
  constructor(
    private readonly verifier: AuditVerifier,
    private readonly reader: AuditReader,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws CommandFailed when it is not whole */
  async verify(report: Report, signal: AbortSignal): Promise<void> {
    await this.audit.settled();
    const { rows, from, to, faults } = await this.verifier.verify(signal);
    const range = from && to ? `, from ${from.toISOString()} to ${to.toISOString()}` : '';
    for (const fault of faults) report(inWords(fault));
    if (faults.length > 0) throw new CommandFailed(`The audit trail is not whole: ${faults.length} faults${range}.`);
    report(`The audit trail is whole: ${rows} events${range}.`);
  }

  async export(report: Report, signal: AbortSignal): Promise<void> {
    for await (const event of this.reader.events()) {
      signal.throwIfAborted();
      await report(JSON.stringify(event));
    }
    this.audit.record({ action: 'audit-read', actor: 'operator' });
  }
}

function inWords({ kind, fromSeq, toSeq, from, to }: AuditFault): string {
  const rows = fromSeq === toSeq ? `Row ${fromSeq}` : `Rows ${fromSeq} to ${toSeq}`;
  const between = `after ${from?.toISOString() ?? 'the beginning'}, before ${to?.toISOString() ?? 'now'}`;
  const when = from && from === to ? from.toISOString() : between;
  return `${rows} (${when}): ${FAULTS[kind]}.`;
}
