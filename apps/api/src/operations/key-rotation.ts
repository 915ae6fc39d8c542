import { Injectable } from '@nestjs/common';
import { AuditKeys } from '../audit/audit-keys.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { MasterKeys } from '../common/crypto/master-keys.js';
import { SigningKeys } from '../tokens/signing-keys.js';
import { DataKeyRewrap } from '../users/data-key-rewrap.js';
import { CommandFailed, type Report } from './command-line.js';
import { Progress } from './progress.js';

/** Changes the keys under a running server. */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly masterKeys: MasterKeys,
    private readonly signingKeys: SigningKeys,
    private readonly rewrap: DataKeyRewrap,
    private readonly auditKeys: AuditKeys,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The signing keys come last: a server without the old master key starts only when everything else is done.
   * @throws CommandFailed when a data key does not open; then no key is retired
   */
  async rotateMaster(report: Report, signal: AbortSignal): Promise<void> {
    await this.masterKeys.renew();
    const progress = new Progress(await this.rewrap.count(), 'data keys', report);
    const { done, stuck } = await this.rewrap.all((accounts) => progress.step(accounts), signal);
    report(`Wrapped ${done} data keys anew.`);
    if (stuck.length > 0) {
      for (const id of stuck) report(`The data key of account ${id} does not open.`);
      throw new CommandFailed(
        `${stuck.length} data keys are wrapped by a master key that is not here, or were changed, so no key is retired. Put their master key into FACEGATE_MASTER_KEY_PREVIOUS, or erase these accounts, and run this again.`,
      );
    }
    await this.auditKeys.rotate();
    this.audit.record({ action: 'keys-rotated', actor: 'operator', detail: String(done) });
    await this.audit.settled();
    await this.signingKeys.rewrap();
    report(await this.masterKeys.retire());
  }

  async rotateSigning(report: Report): Promise<void> {
    const { kid } = await this.signingKeys.rotate();
    this.audit.record({ action: 'keys-rotated', actor: 'operator', detail: kid });
    await this.audit.settled();
    const keys = await this.signingKeys.publicJwks();
    report(`Tokens are signed with the key ${kid} from now on; ${keys.length - 1} older keys still verify.`);
  }
}
