import { Injectable } from '@nestjs/common';
import { AuditAnchor } from '../audit/audit-anchor.js';
import { AuditReader } from '../audit/audit-reader.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { AuditVerifier } from '../audit/audit-verifier.js';
import type { AuditFault, AuditFaultKind } from '../audit/chain-check.js';
import { type Place, placeInWords } from '../audit/chain-link.js';
import { Transactions } from '../database/transactions.js';
import { CommandFailed, type Report } from './command-line.js';

const FAULTS: Readonly<Record<AuditFaultKind, string>> = {
  changed: 'was changed, or put in',
  missing: 'missing',
  key: 'is linked by a key that is not here, or was replaced before',
  origin: 'does not tell any more where it came from, and its account was not erased',
  pruned: 'removed for their age, as it says, but not by this server',
  'end-gone':
    'lead to no end: what says in the database where the trail ends (audit_chain) was removed, and nothing is written since',
  head: 'do not fit what the database says of the end of the trail (audit_chain)',
  'rolled-back':
    'were there once, as the data folder remembers beside its keys, or you do, and are gone or others now: an older database was put back',
  end: 'is not the end that was remembered: the newest rows were cut off, or the data folder is another one',
};

const AFTER_RESTORE =
  ' No row was changed. Did you restore a backup? Then accept it: npm run facegate -- audit accept-restore';

/** `audit …` */
@Injectable()
export class AuditCommands {
  constructor(
    private readonly verifier: AuditVerifier,
    private readonly reader: AuditReader,
    private readonly audit: AuditTrail,
    private readonly anchor: AuditAnchor,
    private readonly transactions: Transactions,
  ) {}

  /** @param known a row that was noted elsewhere @throws CommandFailed when it is not whole */
  async verify(known: Place | undefined, report: Report, signal: AbortSignal): Promise<void> {
    await this.audit.settled();
    const { rows, from, to, end, faults } = await this.verifier.verify(signal, known);
    const range = from && to ? `, from ${from.toISOString()} to ${to.toISOString()}` : '';
    for (const fault of faults) report(inWords(fault));
    if (faults.length > 0)
      throw new CommandFailed(
        `The audit trail is not whole: ${faults.length} faults${range}.${faults.every(isOfRestore) ? AFTER_RESTORE : ''}`,
      );
    report(`The audit trail is whole: ${rows} events${range}${end ? `; it ends with ${placeInWords(end)}` : ''}.`);
  }

  /**
   * What is there is the trail from now on, though the data folder remembers another end of it. That this was said is in it.
   * @throws CommandFailed when rows were changed, which no restore does, or there is nothing to accept
   */
  async acceptRestore(report: Report, signal: AbortSignal): Promise<void> {
    await this.audit.settled();
    const { end, faults } = await this.verifier.verify(signal);
    if (faults.length === 0) throw new CommandFailed('The audit trail is whole: there is nothing to accept.');
    const others = faults.filter((fault) => !isOfRestore(fault));
    for (const fault of others) report(inWords(fault));
    if (others.length > 0 || !end) throw new CommandFailed('The audit trail was changed, and not by a restore alone.');
    const remembered = Math.max(...faults.map(({ toSeq }) => toSeq));
    await this.transactions.run((transaction) =>
      this.audit.append(transaction, {
        action: 'audit-restored',
        actor: 'operator',
        detail: `${remembered} → ${end.seq}`,
      }),
    );
    await this.anchor.accept();
    report(
      `The audit trail ended with row ${remembered}, as far as it was remembered, and goes on behind row ${end.seq} from now on. That you accepted this is in it.`,
    );
  }

  async export(report: Report, signal: AbortSignal): Promise<void> {
    for await (const event of this.reader.events()) {
      signal.throwIfAborted();
      await report(JSON.stringify(event));
    }
    this.audit.record({ action: 'audit-read', actor: 'operator' });
  }
}

/** The rows fit each other, and not what is remembered of them outside of the database. */
function isOfRestore({ kind }: AuditFault): boolean {
  return kind === 'end' || kind === 'rolled-back';
}

function inWords({ kind, fromSeq, toSeq, from, to }: AuditFault): string {
  const rows = fromSeq === toSeq ? `Row ${fromSeq}` : `Rows ${fromSeq} to ${toSeq}`;
  const between = `after ${from?.toISOString() ?? 'the beginning'}, before ${to?.toISOString() ?? 'now'}`;
  const when = from && from === to ? from.toISOString() : between;
  return `${rows} (${when}): ${FAULTS[kind]}.`;
}
